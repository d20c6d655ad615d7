using System.Diagnostics.CodeAnalysis;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>What a phrase means, or why it is not understood.</summary>
internal readonly struct Understood<T>
{
    private readonly T? value;

    private Understood(T? value, Misunderstanding? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>Why the phrase is not understood; null when it is.</summary>
    public Misunderstanding? Problem { get; }

    /// <summary>True with the meaning, false with the problem.</summary>
    public bool Is([MaybeNullWhen(false)] out T meaning, [NotNullWhen(false)] out Misunderstanding? problem)
    {
        meaning = value;
        problem = Problem;
        return problem is null;
    }

    public static implicit operator Understood<T>(T value) => new(value, null);

    public static implicit operator Understood<T>(Misunderstanding problem) => new(default, problem);
}

/// <summary>Why a phrase is not understood, without the place where it stands: equal phrases share one.</summary>
/// <param name="Rule">A stable code, e.g. "time-not-understood".</param>
/// <param name="Sentence">What is wrong, the nearest suggestion where there is one, and what to write.</param>
/// <param name="Suggestion">The corrected phrase, which is itself understood; null when nothing is near.</param>
internal sealed record Misunderstanding(string Rule, string Sentence, string? Suggestion = null)
{
    /// <summary>Longest part of a partner's text that a sentence repeats.</summary>
    private const int MaxQuoted = 80;

    /// <summary>A phrase outside the rules: what it was meant to be, the nearest suggestion, and the way to write it.</summary>
    public static Misunderstanding Of(string thing, string phrase, string? suggestion, string advice)
    {
        var question = suggestion is null ? "" : $"Did you mean \"{suggestion}\"? ";
        return new($"{thing.Replace(' ', '-')}-not-understood", $"We could not read the {thing} \"{Quoted(phrase)}\". {question}{advice}", suggestion);
    }

    /// <summary>A text far longer than any phrase.</summary>
    public static Misunderstanding TooLong(string phrase) => new(
        "text-too-long", $"The text \"{Quoted(phrase)}\" is longer than can be read as a day, time or age. Shorten it and move the rest to the description.");

    /// <summary>The partner's words, cut to a length that fits a sentence.</summary>
    public static string Quoted(string phrase) => Shortened(phrase, MaxQuoted);

    /// <summary>At most <paramref name="length"/> characters; never half of a surrogate pair.</summary>
    public static string Shortened(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
