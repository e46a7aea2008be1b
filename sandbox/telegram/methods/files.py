"""Methods that tell about files, chats and people."""

from sandbox.telegram.errors import bad_request
from sandbox.telegram.media import DOWNLOAD_LIMIT
from sandbox.telegram.methods.request import Request, method
from sandbox.telegram.model import JSON


@method("getFile")
def get_file(request: Request) -> JSON:
    """Returns where a file can be downloaded."""
    file_id = request.arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = request.telegram.files.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}


@method("getChat")
def get_chat(request: Request) -> JSON:
    """Returns all that is known of a chat."""
    chat = request.chat()
    pinned = [chat.messages[number].as_json() for number in chat.pinned[-1:]]
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat.as_json(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        **({"active_usernames": [chat.user.username]} if chat.user.username else {}),
        **({"pinned_message": pinned[0]} if pinned else {}),
    }


@method("getChatMember")
def get_chat_member(request: Request) -> JSON:
    """Returns the standing of a person in a chat; in a private chat both sides are members."""
    chat = request.chat()
    number = request.arguments.integer("user_id")
    for user in (chat.user, request.bot.user):
        if user.id == number:
            return {"user": user.as_json(), "status": "member"}
    raise bad_request("PARTICIPANT_ID_INVALID")


@method("getUserProfilePhotos")
def get_user_profile_photos(request: Request) -> JSON:
    """Returns a person's profile photos; nobody here has any."""
    if request.arguments.integer("user_id") not in request.telegram.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
