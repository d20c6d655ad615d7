namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>A parameter as its workflow declares it: what is listed for people, and what a description for programs is made of.</summary>
/// <param name="Name">Its name in the JSON object.</param>
/// <param name="Meaning">What it means; says what holds when it is left out.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Rule">What is allowed, to be read after "must be": "a month like 2026-10".</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record Parameter(string Name, string Meaning, ParameterType Type, string Rule, bool IsRequired)
{
    /// <summary>As it is listed: "month, required: the month that is given up; a month like 2026-10".</summary>
    public override string ToString() => $"{Name}{(IsRequired ? ", required" : "")}: {Meaning}; {Rule}";
}

/// <summary>How a parameter is written in JSON.</summary>
public enum ParameterType
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,
}
