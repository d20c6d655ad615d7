using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>One way to send a chosen file.</summary>
/// <param name="Value">What the form says.</param>
/// <param name="FileName">The name under which it is sent.</param>
/// <param name="SentAs">What is noted with it, see <see cref="InputFile.SentAs"/>; null for nothing.</param>
/// <param name="Loss">What goes from the website.</param>
public sealed record SendAnswer(string Value, string FileName, string? SentAs, Loss Loss);

/// <summary>
/// What must be known before a chosen file is sent: whether it replaces a list that families see, adds to it, or stands beside it. Asked
/// only where a wrong guess would take something off the website, or show it twice.
/// </summary>
/// <param name="SameList">The file that stands and that this one is a version of by its name; null when there is none.</param>
/// <param name="Answers">What can be answered; a single one goes without saying.</param>
public sealed record SendQuestion(StandingFile? SameList, IReadOnlyList<SendAnswer> Answers)
{
    /// <summary>The file that stands beside the others.</summary>
    public const string Beside = "beside";

    /// <summary>The answer that goes without saying; null when the partner must be asked.</summary>
    public SendAnswer? Obvious => Answers is [var only] ? only : null;

    /// <summary>The answer of that value; null for none.</summary>
    public SendAnswer? Find(string? value) => Obvious ?? Answers.FirstOrDefault(answer => answer.Value == value);

    /// <summary>Finds out what to ask.</summary>
    /// <param name="name">The chosen file's name.</param>
    /// <param name="standing">The partner's files that families see, with what each would lose.</param>
    public static SendQuestion Of(string name, IReadOnlyList<(StandingFile File, Loss Loss)> standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var (same, loss) = standing.FirstOrDefault(s => s.File.FileName == name) is { File: not null } exact ? exact
            : standing.FirstOrDefault(s => FileNames.AreOneList(s.File.FileName, name));
        if (standing.Count == 0)
        {
            return new SendQuestion(null, [new SendAnswer(Beside, name, null, Loss.None)]);
        }

        var isCertain = same?.FileName == name || (same is not null && loss.Gone < loss.Standing);
        if (isCertain && !loss.IsMuch)
        {
            return new SendQuestion(same, [new SendAnswer(ReplaceValue(same!), same!.FileName, null, loss)]);
        }

        var answers = standing.OrderByDescending(s => s.File == same)
            .Select(s => new SendAnswer(ReplaceValue(s.File), s.File.FileName, InputFile.Replaces, s.Loss)).ToList();
        if (same is not null)
        {
            answers.Insert(1, new SendAnswer($"add-{same.Key}", same.FileName, InputFile.Adds, Loss.None));
        }

        if (same?.FileName != name)
        {
            answers.Add(new SendAnswer(Beside, name, null, Loss.None));
        }

        return new SendQuestion(same, answers);
    }

    private static string ReplaceValue(StandingFile file) => $"replace-{file.Key}";
}

/// <summary>Finds out what must be known before a chosen file is sent.</summary>
public sealed class SendQuestions(StandingFiles standing, Losses losses)
{
    /// <summary>For a file with these sessions.</summary>
    public async Task<SendQuestion> OfAsync(string authority, string partner, string name, TimetablePreview preview, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var files = new List<(StandingFile, Loss)>();
        foreach (var file in await standing.OfAsync(authority, partner, cancellation))
        {
            files.Add((file, await losses.OfAsync(new InputFile(authority, partner, file.FileName, "", default), preview.All, preview.Findings.GivenBack, cancellation)));
        }

        return SendQuestion.Of(name, files);
    }
}
