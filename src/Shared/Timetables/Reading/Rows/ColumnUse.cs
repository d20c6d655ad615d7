namespace HubAutomation.Shared.Timetables.Reading.Rows;

/// <summary>What was used of a column whose heading was not understood.</summary>
/// <param name="Some">True when words about when were applied in some row.</param>
/// <param name="All">True when every cell held nothing but such words.</param>
internal readonly record struct ColumnUse(bool Some, bool All);
