using HubAutomation.Shared.Platform.Runs;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>Reads <c>authority.json</c> and notes every mistake in it.</summary>
internal static class AuthorityReader
{
    private const int MostMostSessions = 1_000_000;

    /// <summary>Reads the whole file.</summary>
    public static Authority Read(JsonNode root, string folder)
    {
        root.AllowOnly("id", "name", "serviceName", "notice", "areas", "mostSessions", "mail", "owner");
        var id = root.Id("id");
        if (id.Length > 0 && id != folder)
        {
            root.Note("id", $"\"{id}\" must be the folder's name, \"{folder}\".");
        }

        if (id == RunStore.WholeHub)
        {
            root.Note("id", $"\"{id}\" stands for the hub itself. Choose another id, and folder.");
        }

        var areas = root.List("areas", a =>
        {
            a.AllowOnly("id", "name", "wards");
            return new Area(a.Id("id"), a.Text("name")) { Wards = a.List("wards", ward => ward.AsText(), required: false) };
        });
        root.NoteRepeats("areas", areas.Select(a => a.Id));
        var mostSessions = root.OptionalNumber("mostSessions", 1, MostMostSessions, Authority.UsualMostSessions);
        return new Authority(id, root.Text("name"), root.Text("serviceName"), root.OptionalText("notice"), areas, mostSessions, ReadMail(root), ReadOwner(root));
    }

    private static MailRecipient? ReadOwner(JsonNode root)
    {
        if (root.Member("owner", required: false) is not { } owner)
        {
            return null;
        }

        owner.AllowOnly("name", "email");
        var email = owner.Address("email", required: true);
        return new MailRecipient(owner.Text("name"), email);
    }

    private static MailIdentity? ReadMail(JsonNode root)
    {
        if (root.Member("mail", required: false) is not { } mail)
        {
            return null;
        }

        mail.AllowOnly("sender", "replyTo");
        return new MailIdentity(mail.Address("sender", required: true)!, mail.Address("replyTo", required: false));
    }
}
