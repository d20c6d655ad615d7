using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What is noticed while one row is read. Lists are made only for the rows that need them.</summary>
internal sealed class RowFindings(RowPlace place)
{
    private List<Reject>? rejects;
    private List<Warning>? warnings;

    /// <summary>What the row calls its activity, so that findings can name it; null when it does not say.</summary>
    public string? Activity { get; init; }

    /// <summary>Everything wrong; null when nothing is.</summary>
    public IReadOnlyList<Reject>? Rejects => rejects;

    /// <summary>Everything worth a look.</summary>
    public IReadOnlyList<Warning> Warnings => warnings ?? (IReadOnlyList<Warning>)[];

    /// <summary>Notes problems of cells.</summary>
    public void Add(IReadOnlyList<CellProblem> problems)
    {
        foreach (var problem in problems)
            Reject(problem);
    }

    /// <summary>Notes the problem of a cell.</summary>
    public void Reject(CellProblem problem) => (rejects ??= []).Add(problem.At(place) with { Activity = Activity });

    /// <summary>Notes a warning, once for each rule.</summary>
    public void Warn(string rule, string sentence)
    {
        if (warnings?.Exists(w => w.Rule == rule) != true)
            WarnOfEach(rule, sentence);
    }

    /// <summary>Notes a warning beside others of its rule.</summary>
    public void WarnOfEach(string rule, string sentence) => (warnings ??= []).Add(new(place, rule, sentence) { Activity = Activity });
}
