using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Timetables.Vocabulary;

/// <summary>Recognises what stands in diaries beside the sessions and is for staff or about one family: "Annual leave", "Case conference – Jones".</summary>
internal static partial class NotForFamilies
{
    private const int MaxLength = 120;

    /// <summary>True for such a title.</summary>
    public static bool Says(string title) => title.Length <= MaxLength && (Words().IsMatch(title) || OfStaff().IsMatch(title) || (title.StartsWith("1:1 ", StringComparison.Ordinal) && PersonNames.AreFirstNames(title[4..])) || (OneFamily().Match(title) is { Success: true } of && !ActivityWords.Contains(of.Groups["name"].Value)));

    /// <summary>True when at least half of several titles are such: then the whole is a diary.</summary>
    public static bool AreHalfOf(IReadOnlyCollection<string> titles) => titles.Count > 1 && titles.Count(Says) * 2 >= titles.Count;

    /// <summary>Whether a title is what fills a grid or a diary between the sessions. It makes no diary of a timetable.</summary>
    public static bool IsFiller(string title) => title.Length <= MaxLength
        && (Filler().IsMatch(title) || (Between().Match(title) is { Success: true } match && PersonNames.AreFirstNames(match.Groups["names"].Value)));

    /// <summary>"Lunch", "Set up", "Room hire", "Vacant", "Main Hall booked".</summary>
    [GeneratedRegex(
        @"^\W*(?:lunch(?: ?break| ?time| hour)?|break(?: ?time)?|set(?:ting)?[- ]?up(?: time)?|clear(?:ing)? (?:up|down|away)|pack(?:ing)? (?:up|away)|tidy(?:ing)?(?: up)?|(?:private|room|hall|external) (?:hire|booking|let)|hire|available(?: slot| for hire)?|vacant|(?:free|empty|open|spare) (?:slot|space|room)|empty|deep clean(?:ing)?|clean(?:ing|ers?)?|handover|booked|(?:main hall|hall|[a-z]+ room|room [0-9a-z]+) (?:is )?booked|boiler (?:service|check|repair)|maintenance|fire (?:drill|alarm test)|caretaker|call with (?:ofsted|cqc|hr|it|la|commissioners?|managers?)|school holidays?|bank holiday|x)\W*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Filler();

    /// <summary>"Catch up Jo/Sue", "Meeting with Karen".</summary>
    [GeneratedRegex(@"^(?:catch[- ]?up|call|meeting|meet|chat|121|1:1)(?: with| -| –|:)? (?<names>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Between();

    /// <summary>"Sue - annual leave", "Jo WFH", "Stay and play (Sue to cover)".</summary>
    [GeneratedRegex(@"^\s*\w+( ?[-–:] ?| )(annual leave|a/l|on leave|sick leave|off sick|toil|day off|out of office|wfh|working from home)\W*$|\b(to cover|cover needed|needs cover)\W*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OfStaff();

    /// <summary>"Family support - Jones family"; a "whole family" is any.</summary>
    [GeneratedRegex(@"[-–:] (?:the )?(?<name>\p{Lu}[\p{L}'’-]+)(?<!Whole|All|Every|Entire|Multi|Extended) [Ff]amily\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneFamily();

    [GeneratedRegex(
        @"^\s*((busy|free|tentative|away|dentist|doctors?|optician|hospital( appointment)?|school run|haircut|hairdresser|vet|private( appointment| event)?|personal|blocked|lunch break|travel( time)?|(doctor'?s|dentist|gp|hospital|medical) appointment)\W*$|annual leave|a/l\b|on leave|sick leave|sickness\b|off sick|maternity leave|paternity leave|study leave|toil\b|day off|out of office|working from home|wfh\b|supervision\b|1[:-]?2?1 with |one to one with |appraisal\b|performance review|return to work|case (conference|review|discussion|meeting|supervision)|strategy (meeting|discussion)|core group\b|child protection(?! (awareness|training|course|for|information))\b|cp (conference|plan|review)|cin (meeting|review|visit)|child in need\b|lac review|cla review|eha\b|early help (assessment|review)|taf\b|team around the (family|child)|tac meeting|multi-?agency meeting|home visits?\b(?! (information|info|talk|service|advice))|(team|staff|management|managers'?|senior leadership|smt|slt|directorate) (meeting|briefing|training|away day|inset)|all staff\b|inset day\b(?! (fun|club|activit\w+|play|care|camp|childcare|session|workshop|special))|contact (visit|session) -|supervised contact|family time -|(hv|midwife|gp|health visitor) appt\b|appt\b|appointment (with|for) |visit to (mr|mrs|ms|miss|mx|dr)\b|family meeting with |interviews?(?! (skills?|practice|preparation|prep|techniques?|workshop|training|coaching|help|tips|support))\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();
}
