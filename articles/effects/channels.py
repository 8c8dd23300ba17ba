"""Every way in which the house tells anybody outside of a publication. A new one is a file and a line in this list."""

from articles.effects import cdn, desk_mail, indexnow, webhooks, websub
from articles.effects.channel import Channel

CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (cdn.CHANNEL, websub.CHANNEL, indexnow.CHANNEL, webhooks.CHANNEL, desk_mail.CHANNEL)
}
