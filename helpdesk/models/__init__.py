"""Tables, one noun a file, no rules. Importing this package registers every table."""

from helpdesk.models.absence import Absence
from helpdesk.models.announcement import Announcement
from helpdesk.models.attachment import Attachment
from helpdesk.models.bulk import BulkAct, BulkItem
from helpdesk.models.canned import CannedReply, CannedReplyVersion, ReplyDraft
from helpdesk.models.chat_invitation import ChatInvitation, OfficerChat, linked_officer
from helpdesk.models.chat_tickets import belongs_to
from helpdesk.models.clock import TicketClock
from helpdesk.models.complaint import Complaint
from helpdesk.models.conversation import ChatLine, Conversation
from helpdesk.models.duty import Duty
from helpdesk.models.event import TicketEvent
from helpdesk.models.faq_feedback import FaqFeedback
from helpdesk.models.guide import ArticleDraft, ArticleVersion, ArticleVotes, ServiceConfirmation
from helpdesk.models.inbox import InboxItem
from helpdesk.models.incident import Incident
from helpdesk.models.machine import Counter, Lease, Setting
from helpdesk.models.message import Message
from helpdesk.models.month_figures import MonthFigures
from helpdesk.models.officer import LoginAttempt, LoginSession, Officer
from helpdesk.models.officer_change import OfficerChange
from helpdesk.models.outbox import OutboxItem
from helpdesk.models.question import Question, QuestionGroup, QuestionText, QuestionWeek
from helpdesk.models.reminder import Reminder
from helpdesk.models.requester import Contact, Requester
from helpdesk.models.revision import Revision
from helpdesk.models.saved_view import SavedView
from helpdesk.models.survey import SurveyResponse
from helpdesk.models.tag import Tag, TicketTag
from helpdesk.models.ticket import Ticket, TicketAccessCode, TicketViewer
from helpdesk.models.ticket_field import TicketField
from helpdesk.models.ticket_link import TicketLink
from helpdesk.models.ticket_presence import TicketPresence
from helpdesk.models.ticket_text import SearchWord, TicketText
from helpdesk.models.ticket_watcher import TicketWatcher
from helpdesk.models.visit import Visit

__all__ = [
    "Absence",
    "Announcement",
    "ArticleDraft",
    "ArticleVersion",
    "ArticleVotes",
    "Attachment",
    "BulkAct",
    "BulkItem",
    "CannedReply",
    "CannedReplyVersion",
    "ChatInvitation",
    "ChatLine",
    "Complaint",
    "Contact",
    "Conversation",
    "Counter",
    "Duty",
    "FaqFeedback",
    "InboxItem",
    "Incident",
    "Lease",
    "LoginAttempt",
    "LoginSession",
    "Message",
    "MonthFigures",
    "Officer",
    "OfficerChange",
    "OfficerChat",
    "OutboxItem",
    "Question",
    "QuestionGroup",
    "QuestionText",
    "QuestionWeek",
    "Reminder",
    "ReplyDraft",
    "Requester",
    "Revision",
    "SavedView",
    "SearchWord",
    "ServiceConfirmation",
    "Setting",
    "SurveyResponse",
    "Tag",
    "Ticket",
    "TicketAccessCode",
    "TicketClock",
    "TicketEvent",
    "TicketField",
    "TicketLink",
    "TicketPresence",
    "TicketTag",
    "TicketText",
    "TicketViewer",
    "TicketWatcher",
    "Visit",
    "belongs_to",
    "linked_officer",
]
