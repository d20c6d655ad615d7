using System.Text.RegularExpressions;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Recognises sentences of notes that are about somebody: who comes, who works, whose health, family or code of a door it is. Who wrote a book,
/// and whom a charity is called after, is nobody of the hub's.
/// </summary>
internal static partial class PeopleInNotes
{
    private const int MostListed = 12;
    private const int LongestList = 200;

    /// <summary>True for a note that nobody but staff should see: somebody's health, court or plan, a code that opens a door or a meeting.</summary>
    public static bool ArePrivate(string note) => Secret().IsMatch(note) || AboutFamily().IsMatch(note) || Forbidden().IsMatch(note);

    /// <summary>True for a sentence that names or lists people.</summary>
    public static bool NamesSomebody(string sentence)
    {
        var text = sentence.Trim(' ', '.', '!', ',', ';');
        return ListsPeople(text) || IsOneName(text) || IsFamily(text) || TellsOfSomebody(text) || Titled(text) >= 0
            || (SignOff().Match(text) is { Success: true } end && PersonNames.AreFirstNames(end.Groups["name"].Value));
    }

    /// <summary>The sentence without names that belong to books and charities.</summary>
    public static string WithoutPublicNames(string sentence) => ByAuthor().Replace(CalledAfter().Replace(Public().Replace(sentence, " "), " "), " ");

    /// <summary>Where somebody is named with a title, "Dr Khan"; -1 without. "Mr Tumble" and "Dr Bike" are no people of the hub's.</summary>
    public static int Titled(string text) =>
        WithTitle().Matches(text).FirstOrDefault(m => !ActivityWords.Contains(m.Groups["name"].Value)) is { } match ? match.Index : -1;

    // "Amelia (3), Noah (2)", "Booked: Amelia, Zofia", "Amelia + mum".
    private static bool ListsPeople(string text)
    {
        if (text.Length > LongestList)
            return false;
        var list = Age().Replace(Label().Replace(text, ""), "");
        var parts = list.Split([",", "&", "+", "/", ";", " and "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > MostListed || (parts.Length == 1 && list.Length == text.Length) || !Array.TrueForAll(parts, p => p.Split(' ').Length <= 2))
            return false;
        var people = parts.Count(p => p.Split(' ') is [var first, .. var others] && PersonNames.AreFirstNames(first) && Array.TrueForAll(others, o => char.IsUpper(o[0]) && !ActivityWords.Contains(o)));
        return people > 0 && people * 2 >= parts.Length;
    }

    // "Smith, Karen", "karen jones".
    private static bool IsOneName(string text) =>
        text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is [var one, var other] && PersonNames.IsName(text) && (PersonNames.AreFirstNames(Capital(one)) || PersonNames.AreFirstNames(Capital(other)));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    // "Jones family coming", "Khan twins".
    private static bool IsFamily(string text) => Family().Match(text) is { Success: true } match && !ActivityWords.Contains(match.Groups["name"].Value);

    // "Leo has asthma", "Remember Noah's EpiPen", "Sue off sick until January".
    private static bool TellsOfSomebody(string text) =>
        Tells().Matches(text).Any(m => PersonNames.AreFirstNames(m.Groups["name"].Value)) || Owns().Matches(text).Any(m => PersonNames.AreFirstNames(m.Groups["name"].Value));

    [GeneratedRegex(
        @"\b(?:key ?safe|alarm|door|gate|entry|padlock|lock ?box|keypad|building)\b(?: (?:code|pin|number|no\.?))?\W{0,3}(?:is )?[a-z]?\d{3,}|\bcode (?:for|to) (?:the )?(?:door|gate|alarm|building|key ?safe|entry|lock)\b|\b(?:pass ?word|passcode|pwd)\b\s?(?:[:=–-]|is\b)\s?\S{3,}|[?&](?:pwd|passcode|password)=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"\b(?:restraining|non-?molestation|prohibited steps|occupation|exclusion|interim care|court) order\b|(?:^|[.;!?\n|] ?)(?:mum|mother|dad|father|nan|gran|parent|partner|child|baby|he|she|family) (?:has|have|had|is|was|with|under|on|open to|subject to)\b[^.!?\n]{0,25}\b(?:pnd|depress\w*|anxiety|psychosis|miscarr\w*|stillb\w*|cancer|epilep\w*|diabet\w*|asthma\w*|allerg\w*|autis\w*|adhd|hiv|in care|refuge|prison|probation|cp|cin|child protection|child in need|taf|eha)\b|(?<!\b(?:families|parents|carers|children|people|anyone|those)\b[^.!?\n]{0,60})\b(?:child protection|cp|cin|child in need) plan\b|\b(?:twins|son|daughter|girl|boy|baby) born (?:on )?\d|\bedd\W{0,3}\d|\b(?:referred by (?:sw|social)|(?:social worker|sw|police) (?:to attend|aware|involved|attending|informed|will attend))\b|\bmum is \p{Lu}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AboutFamily();

    [GeneratedRegex(
        @"\b(?:dad|father|mum|mother|stepdad|ex|partner|nan|grandad|grandma)\b[^.!?\n]{0,20}\b(?:not|never|no longer)\b[^.!?\n]{0,15}\b(?:collect|allowed on site|allowed in|contact|attend|enter|permitted|pick up)\b|\bdo(?: not|n['’]t) let (?:the )?(?:dad|father|mum|mother)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^(?:\p{L}+ ?){1,3}(?::| [-–—]) ?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"\s?\((?:aged? )?\d{1,2}(?: ?(?:m|mths?|months?|y|yrs?|years?))?\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Age();

    [GeneratedRegex(@"^(?:[Tt]he )?(?<name>\p{Lu}[\p{L}'’-]+)(?<!^(?:The )?(?:Whole|All|Every|Entire|Extended|Any|Each|One|Per|Big|Blended|Multi|Local|Royal)) (?:family|twins|siblings|triplets|household)(?: (?:are |is |not )?(?:coming|attending|booked|due|arriving|cancelled|away|moved).{0,60})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Family();

    [GeneratedRegex(
        @"(?:^|[-–—:,] ?|\b(?:NB|[Nn]ote|[Rr]emember|[Tt]hat|[Aa]s|[Bb]ecause) )(?<name>\p{Lu}\p{L}+)(?: (?:and|&) \p{Lu}\p{L}+)? (?:has|had|have|needs?|is (?:allergic|off|not|unwell|poorly|ill|autistic|diabetic|deaf|blind|pregnant|under|leaving|away|on|covering|coming)|are (?:allergic|coming|off|not)|off|on leave|requires?|takes|lives|cannot|can['’]t|must|won['’]t|attends?|attending|booked|cancelled|coming|covering|DNA|to (?:open|cover|run|bring|collect|set|lock|ring|call))\b",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tells();

    [GeneratedRegex(
        @"\b(?:[Rr]emember|[Bb]ring|[Cc]heck|[Cc]ollect|[Gg]ive|[Gg]et|[Kk]eep|[Ss]tore|[Ff]etch) (?<name>\p{Lu}\p{L}+)['’]s?\b|\b(?<name>\p{Lu}\p{L}+)['’]s? (?:epipen|EpiPen|inhaler|medication|medicine|meds|mum|dad|nan|gran|carer|social worker|plan|allerg\w+|birthday|address|number|key|last (?:session|day))\b",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Owns();

    [GeneratedRegex(
        @"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|PCSO|Sgt|Rev|Revd|Cllr|Nurse|Auntie)\.? (?!(?:Seuss|Men|Man|Tumble|Claus|Bike|Bean|Polly|Potato|Maker|Motivator|Tiggywinkle|Tickle|Tickles|Bubbles|Rhyme|Who|Doolittle|Dolittle|Practitioner|Practitioners|Led|Specialist|Associate|Consultant|Advice)\b)(?<name>\p{Lu}[\p{L}'’-]*)",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WithTitle();

    [GeneratedRegex(@"\b(?:[Tt]hanks|[Tt]hank you|[Rr]egards|[Bb]est wishes|[Cc]heers|[Bb]est|[Ll]ove|[Ff]rom)[,!. ]{1,3}(?<name>\p{Lu}\p{L}+)(?: x{1,3})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SignOff();

    // Whom families know from books, screens and the names of charities.
    [GeneratedRegex(
        @"\b(?:Eric Carle|Julia Donaldson|Axel Scheffler|Roald Dahl|Beatrix Potter|Michael Rosen|Jill Murphy|Judith Kerr|Oliver Jeffers|David Walliams|Michael Bond|Lewis Carroll|Jamie Oliver|Joe Wicks|Marcus Rashford|Mary Seacole|Florence Nightingale|Sue Ryder|Marie Curie|Henry Smith|Joseph Rowntree|Thomas Coram|Dolly Parton|Charlie Waller|Emma['’]s Diary)\b",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Public();

    [GeneratedRegex(@"\b(?:\p{Lu}[\p{L}'’-]+ ){2,3}(?:Charity|Foundation|Trust|Hospice|Society|Fund|House|Centre|Center|School|Academy|Hospital|Park|Library|Hall|Memorial|Institute)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CalledAfter();

    [GeneratedRegex(@"(?<=\b(?:[Ss]tor(?:y|ies)|[Bb]ooks?|[Tt]ales?|[Pp]oems?|[Rr]hymes|[Bb]ased on|[Ww]ritten|[Aa]uthor|[Ii]llustrated)\b[^.!?\n]{0,80})(?<!\b(?:led|run|read|told|delivered|hosted|taught|given|performed) )\bby (?:\p{Lu}[\p{L}'’.-]* ?){2,3}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ByAuthor();
}
