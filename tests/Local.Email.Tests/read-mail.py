"""Reads a mail with Python's own parser, strictly, and tells what it found as JSON."""
import email, email.policy, json, sys

with open(sys.argv[1], "rb") as file:
    content = file.read()
assert content.replace(b"\r\n", b"").count(b"\n") == 0, "a line does not end with CRLF"
assert max(map(len, content.split(b"\r\n"))) <= 998, "a line is longer than RFC 5322 allows"
mail = email.message_from_bytes(content, policy=email.policy.default.clone(raise_on_defect=True))


def part(message):
    node = {"type": message.get_content_type(), "parts": [part(p) for p in message.iter_parts()]}
    if message.get_content_disposition():
        node["disposition"], node["file"] = message.get_content_disposition(), message.get_filename()
    if message["content-id"]:
        node["id"] = message["content-id"]
    if not node["parts"]:
        content = message.get_content()
        is_body = isinstance(content, str) and "disposition" not in node
        node["content"] = content.replace("\r\n", "\n") if is_body else content if isinstance(content, str) else content.hex()
    return node


def people(name):
    return [[a.display_name, a.addr_spec] for a in mail[name].addresses] if mail[name] else []


json.dump({
    "headers": {name: str(value) for name, value in mail.items()},
    "from": people("from"), "to": people("to"), "cc": people("cc"), "bcc": people("bcc"), "replyTo": people("reply-to"),
    "body": part(mail),
}, sys.stdout)
