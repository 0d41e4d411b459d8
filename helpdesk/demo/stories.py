"""Every story of the demo, in the order in which they are told on the same instant."""

from helpdesk.demo import (
    stories_account,
    stories_complaint,
    stories_guidance,
    stories_outage,
    stories_procurement,
    stories_spse,
)
from helpdesk.demo.desk import Story

STORIES: tuple[Story, ...] = (
    *stories_spse.STORIES, *stories_account.STORIES, *stories_outage.STORIES,
    *stories_complaint.STORIES, *stories_procurement.STORIES, *stories_guidance.STORIES,
)
