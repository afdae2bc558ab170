"""The letter that carries an invitation's link, where the desk has a mail server."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from rightsdesk.programmes.models import Invitation

logger = logging.getLogger(__name__)


def send(invitation: Invitation, link: str) -> bool:
    """Whether it was handed to the mail server. Without one, or when it fails, the inviter hands the link over."""
    if not settings.EMAIL_HOST:
        return False
    words = render_to_string("portal/people/letter.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(f"{invitation.organisation} invites you to rightsdesk", words, None, [invitation.email])
    except (OSError, smtplib.SMTPException):
        logger.exception("The letter of %s could not be sent.", invitation.public_id)
        return False
    return True
