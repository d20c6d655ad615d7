using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>
/// Takes e-mail addresses, telephone numbers and lines that name a contact out of texts, so that none is ever published.
/// Errs on the side of taking out: a sentence too few is repaired by the hub's own contact page.
/// </summary>
internal static partial class ContactDetails
{
    // Stands for a number or address that was taken out, while the words around it are looked at.
    private const string Gone = "\u0001";

    private static readonly char[] ClauseEnds = [' ', ',', '-', '–', ';', '('];

    private static readonly SearchValues<string> Signals = SearchValues.Create(
        ["@", "(at)", "[at]", "{at}", ".com", ".org", ".net", ".info", ".uk", ".eu", ".me", ".io", " dot ", "(dot)", "[dot]", "contact", "tel", "phone", "mob", "mail", "organiser", "leader", "facilitator", "host", "lead", "call", "ring", "text", "message", "ask for", "speak"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text without contact details.</summary>
    public static string Remove(string text, out bool removed)
    {
        // A number may be broken at the end of a line.
        var read = BrokenNumber().Replace(TextAsRead.Of(text).Text, " ");
        removed = false;
        if (!MayHold(read))
            return text;
        var sentences = Sentences(read).Select(sentence => (Written: sentence, Kept: WithoutDetails(sentence))).ToList();
        removed = sentences.Exists(sentence => sentence.Kept.Length != sentence.Written.Length);
        if (!removed)
            return text;
        var kept = sentences.FindAll(sentence => sentence.Kept.Trim().Length > 0);
        return PlainText.Tidy(string.Join(' ', kept.Select((sentence, i) => i + 1 < kept.Count ? Ended(sentence.Written, sentence.Kept) : sentence.Kept)));
    }

    // What follows a sentence that was cut short is another one.
    private static string Ended(string written, string kept) =>
        written is [.., '.' or '!' or '?'] && char.IsLetterOrDigit(kept.TrimEnd()[^1]) ? kept.TrimEnd() + "." : kept;

    /// <summary>True when the text holds an e-mail address or a telephone number.</summary>
    public static bool Holds(string text) =>
        TextAsRead.Of(text).Text is var read && (Email().IsMatch(read) || Chat().IsMatch(read) || HealthNumber().IsMatch(read) || TelephoneNumbers.In(read).Count > 0);

    /// <summary>Where the first e-mail address, telephone number or handle begins; -1 without one.</summary>
    public static int IndexIn(string text) =>
        TextAsRead.Of(text) is var read && MayHold(read.Text) && FirstIn(read.Text) is var at and < int.MaxValue ? read.WrittenAt(at) : -1;

    private static int FirstIn(string text)
    {
        var others = new[] { Email(), Handle(), Chat(), HealthNumber() }.Min(kind => IndexOf(kind.Match(text)));
        return TelephoneNumbers.In(text) is [var first, ..] ? Math.Min(others, first.Start) : others;
    }

    /// <summary>Cheap first look: no address without "@" or "at", no number without ten digits, no contact line without its word.</summary>
    private static bool MayHold(string text)
    {
        if (text.AsSpan().ContainsAny(Signals))
            return true;
        var (digits, isDigit) = (0, false);
        foreach (var c in text)
        {
            isDigit = char.IsAsciiDigit(c) || (isDigit && c is 'O' or 'o');
            digits += isDigit ? 1 : 0;
        }

        return digits >= 10;
    }

    private static string WithoutDetails(string sentence)
    {
        if (ContactLine().Match(sentence) is { Success: true } line)
            return sentence[..line.Index].TrimEnd(ClauseEnds);
        var detail = FirstIn(sentence);
        if (detail == int.MaxValue)
            return sentence;
        if (Verb().Match(sentence) is { Success: true } verb && verb.Index < detail)
            return WithoutWhoseItIs(sentence[..verb.Index].TrimEnd(ClauseEnds));
        if (LeadIn().Match(sentence[..detail]) is { Success: true } leadIn)
            return sentence[..leadIn.Index].TrimEnd(ClauseEnds);
        var marked = TelephoneNumbers.Replace(new[] { Email(), Handle(), Chat(), HealthNumber() }.Aggregate(sentence, (text, kind) => kind.Replace(text, Gone)), Gone);
        var rest = NameAfter().Replace(NameBefore().Replace(marked, WithoutName), Gone).Replace(Gone, "", StringComparison.Ordinal).Replace("()", "", StringComparison.Ordinal);
        return OnlyConnectors().IsMatch(rest) || IsOnlyAName(rest) ? "" : WithoutLooseEnd(rest);
    }

    // "Recount by Sam Jones, tel. 07700 900123": the name belongs to the number.
    private static string WithoutWhoseItIs(string rest) => NameAtTheEnd().Replace(rest, "");

    // "All are welcome, ." is "All are welcome."
    private static string WithoutLooseEnd(string sentence)
    {
        var end = sentence is [.., '.' or '!' or '?'] ? sentence[^1..] : "";
        var rest = Balanced(sentence[..^end.Length]).TrimEnd(ClauseEnds).TrimStart(',', ';', '–', '-', ' ');
        return Leads().Replace(rest, "") + end;
    }

    // A bracket that closes nothing, because the one that opened it went with a name.
    private static string Balanced(string text)
    {
        var result = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : 0;
            if (c == ')' && depth-- == 0)
                depth = 0;
            else
                result.Append(c);
        }

        return result.ToString();
    }

    // A single capital at the start of a sentence may begin any word: "Songs (07700 900123) and rhymes".
    private static string WithoutName(Match name) =>
        name.Index == 0 && name.Groups["word"].Captures.Count == 1 ? name.Value : Gone;

    // "julie 07700 900123": a word or two beside a number say whose it is.
    private static bool IsOnlyAName(string rest) => rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter)) <= 2;

    private static int IndexOf(Match match) => match.Success ? match.Index : int.MaxValue;

    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] is '\n' or '|' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' ') && !(i > 0 && text[i - 1] == ' '));
            if (!ends)
                continue;
            yield return text[start..(i + 1)];
            start = i + 1;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    /// <summary>"with", "by": what led to a name that was taken out.</summary>
    [GeneratedRegex(@"[\s,;:(–-]{1,5}(?:with|by|via|c/o|contact)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Leads();

    /// <summary>"@suesmith". A place after "@" has a capital.</summary>
    [GeneratedRegex(@"(?<![\w.])@[a-z][a-z0-9_.]{2,30}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Handle();

    /// <summary>
    /// Addresses, also with "at" and "dot" in words. Before an "at" that a whole domain follows stands a name, or a word that points to a page, as in
    /// "book at example.org".
    /// </summary>
    [GeneratedRegex(@"[\w.+'-]{1,64}(?:\s?(?:@|[([{<]at[)\]}>])\s?[\w-]{1,63}(?:\.|\s\.\s|\s?[([{]dot[)\]}]\s?|\sdot\s)[\w-]{1,63}|\s{1,3}at\s{1,3}[\w-]{1,63}(?:\s?[([]dot[)\]]\s?|\s{1,3}dot\s{1,3})(?:com|org|net|info|co|ac|gov|nhs|sch|police|uk|eu|me|io)\b|(?<!(?:^|[^\w])(?:is|are|book|booked|booking|bookings|bookable|look|see|us|online|details|detail|information|info|more|available|found|find|out|up|here|ticket|tickets|website|site|web|page|pages|visit|register|registration|apply|join|read|places|spaces|form|live|and|or|it|them|us|this|that|advertised|listed|shown|published|reserve|follow|programme|timetable|link|events?))(?:\s{1,3}at\s{1,3}|_at_)(?!www\.)[\w-]{2,63}(?:\.[\w-]{2,63}){0,3}\.(?:com|org|net|info|uk|eu|me|io)\b(?!/))(?:(?:\.|\s\.\s|\s?[([{]dot[)\]}]\s?|\sdot\s)[\w-]{1,63}){0,7}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Email();

    /// <summary>A page on which somebody is written to: its address is a telephone number.</summary>
    [GeneratedRegex(@"(?:https?://)?(?:wa\.me|(?:api|web|chat)\.whatsapp\.com)/\S{1,200}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Chat();

    /// <summary>The number by which the NHS knows somebody.</summary>
    [GeneratedRegex(@"\bNHS\b[^\d\n]{0,12}\d{3}[ -]?\d{3}[ -]?\d{4}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex HealthNumber();

    [GeneratedRegex(@"(?<=[0-9]) ?\n ?(?=[0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BrokenNumber();

    [GeneratedRegex(@"\b(?:please\s|to\s)?(?:contact|call|ring|phone|tel|telephone|text|email|e-mail|message|whatsapp|speak|dm|mob|mobile|book|booking|for more|for further|for details)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Verb();

    /// <summary>The clause before a detail that only leads to it: "Questions to", "further details from", "Enquiries:".</summary>
    [GeneratedRegex(@"(?:^|(?<=[,;(]\s?)|(?<=\s[–-]\s))[^,;(]*?(?:\b(?:to|from|at|on|via|with|by|is|are)|:)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.RightToLeft, 1000)]
    private static partial Regex LeadIn();

    /// <summary>"Julie Smith: ", "Julie or Sam, ", before a detail.</summary>
    [GeneratedRegex(@"(?:\b(?<word>\p{Lu}[\p{L}\p{M}'’-]{0,30})(?:\s(?:&|and|or)\s|\s?[,:(–-]\s?|\s)){1,4}\u0001", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameBefore();

    /// <summary>" (Julie)", ", Julie Smith" after a detail, where nothing else follows that it could begin.</summary>
    [GeneratedRegex(@"\u0001(?:\s?[,:(–-]?\s?\p{Lu}[\p{L}\p{M}'’-]{0,30}){1,3}\)?(?=\s?(?:$|[,;.!?]))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameAfter();

    [GeneratedRegex(@"\s(?:by|from)(?:\s\p{Lu}[\p{L}\p{M}'’-]{0,30}){1,3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameAtTheEnd();

    /// <summary>What is left of "a@b.org or 01632 960114.": nothing that says anything.</summary>
    [GeneratedRegex(@"^(?:\W|\b(?:or|and)\b)*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OnlyConnectors();

    /// <summary>"Contact: Jane", "Session leader – Jo", "contact Jane Smith", "speak to Julie".</summary>
    [GeneratedRegex(@"(?i:\b(?:contact|tel|telephone|phone|mobile|mob|email|e-mail|organiser|(?:session |group )?leader|facilitator|host|lead)\s?[:–-]\s)|(?i:\b(?:please )?(?:contact|call|ring|text|message|ask for|speak to|speak with|phone|email))\s\p{Lu}\p{Ll}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ContactLine();
}
