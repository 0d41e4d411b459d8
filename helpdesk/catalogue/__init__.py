"""What the bureau publishes, as data, and the code that reads and checks it."""
