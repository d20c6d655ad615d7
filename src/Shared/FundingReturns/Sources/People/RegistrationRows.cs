using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>Somebody is or was registered.</summary>
/// <param name="Person">Their number.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="Postcode">As the file has it; may be empty or wrong.</param>
/// <param name="RegisteredOn">The first day.</param>
/// <param name="EndedOn">The day from which they are no longer registered; null while they are.</param>
internal readonly record struct Registration(int Person, LocalDate Born, string Postcode, LocalDate RegisteredOn, LocalDate? EndedOn)
{
    /// <summary>Whether it holds at the end of a day.</summary>
    public bool HoldsOn(LocalDate date) => RegisteredOn <= date && !(EndedOn <= date);

    /// <summary>The first half of the postcode, "WA8"; empty when it has not the form of one.</summary>
    public string District => Platform.Text.Postcode.Parse(Postcode)?[..^3] ?? "";
}

/// <summary>Reads files of registrations: each says who was registered when it was made.</summary>
internal static class RegistrationRows
{
    private static readonly SourceColumn Person = new("Person", "person", "child id", "client id", "id") { NamesPeople = true };
    private static readonly SourceColumn Born = new("Date of birth", "date of birth", "dob", "born");
    private static readonly SourceColumn Postcode = new("Postcode", "postcode", "post code");
    private static readonly SourceColumn RegisteredOn = new("Registered on", "registered on", "registration date", "registered");
    private static readonly SourceColumn EndedOn = new("Ended on", "ended on", "end date", "ended") { IsOptional = true };

    private static readonly SourceColumn[] Columns = [Person, Born, Postcode, RegisteredOn, EndedOn];

    /// <summary>
    /// The file that says who was registered at the end of a month: the one that answers for it, or else the newest earlier one, with a finding.
    /// Null, with a finding, when there is neither.
    /// </summary>
    public static SourceFile? FileFor(YearMonth month, IReadOnlyList<SourceFile> all, SourceNotes notes)
    {
        var files = all.Where(file => file.Source == RegistrationsSource.Name).ToList();
        if (SourceFile.For(MonthSpan.Of(month), files) is [var (file, _)])
            return file;
        var name = MonthSpan.Name(month);
        var wanted = $"{RegistrationsSource.Name}/{MonthSpan.Of(month)}";
        var earlier = files.Where(other => other.Months.To.CompareTo(month) < 0).Select(other => (YearMonth?)other.Months.To).Max();
        if (earlier is not { } newest)
        {
            notes.Add(new Finding(
                Severity.Warning, "missing", null, wanted, $"There is no file of registrations for {name} or any month before it, so who was registered cannot be said. Upload {wanted}.csv.", Finding.DataTeam));
            return null;
        }

        var carried = SourceFile.For(MonthSpan.Of(newest), files)[0].File;
        notes.Add(new Finding(
            Severity.Warning, "carried-forward", null, wanted,
            $"There is no file of registrations for {name}, so those of {MonthSpan.Name(newest)} ({RegistrationsSource.Name}/{carried.Name}) are taken as if they still stood. Upload {wanted}.csv.", Finding.DataTeam));
        return carried;
    }

    /// <summary>Hands every good row to <paramref name="take"/>; false, with a finding, when the file cannot be read.</summary>
    public static async Task<bool> ReadAsync(SourceFile file, PeopleNumbers people, SourceNotes notes, Action<Registration> take, CancellationToken cancellation)
    {
        await using var content = await file.OpenAsync(cancellation);
        if (SourceTable.Open(file, content, Columns, notes) is not { } table)
            return false;
        foreach (var row in table.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(row, people) is { } registration)
                take(registration);
        }

        return true;
    }

    private static Registration? Read(SourceRow row, PeopleNumbers people)
    {
        var person = row.Required(Person);
        var (born, registered, ended) = (row.Date(Born), row.Date(RegisteredOn), row.OptionalDate(EndedOn));
        if (!row.IsLeftOut && ended < registered)
            row.LeaveOut(EndedOn, "ends-before-it-begins", "This is before the registration. Mend whichever of the two dates is wrong.");
        return row.IsLeftOut ? null : new Registration(people.Of(person), born, row.Text(Postcode), registered, ended);
    }
}
