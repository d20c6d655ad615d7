using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What became of one read item: a session, or the reasons why it is not one. Never anything in between.</summary>
/// <param name="Place">Where the item stands in the partner's file.</param>
public abstract record Interpretation(RowPlace Place);

/// <summary>The row was understood in full.</summary>
/// <param name="Told">What it says, and where it stands.</param>
/// <param name="Warnings">What is worth a look but stops nothing.</param>
public sealed record Accepted(SessionInFile Told, IReadOnlyList<Warning> Warnings) : Interpretation(Told.Place)
{
    /// <summary>What it says.</summary>
    public Session Session => Told.Session;
}

/// <summary>The row was not understood; nothing of it is used.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Rejects">Everything that is wrong with the row at once, so that the partner corrects it once.</param>
public sealed record Rejected(RowPlace Place, IReadOnlyList<Reject> Rejects) : Interpretation(Place);

/// <summary>No row of sessions: a heading within the table, or something worth a look in the file as a whole.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Warnings">What is worth a look; often nothing.</param>
public sealed record Noticed(RowPlace Place, IReadOnlyList<Warning> Warnings) : Interpretation(Place);
