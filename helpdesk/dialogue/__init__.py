"""The conversation as pure steps: (state, input, context) to (state, replies, effects)."""
