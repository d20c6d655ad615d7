using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>What styles say of an element, as far as it matters here; null where they say nothing.</summary>
/// <param name="IsHidden">By display or mso-hide.</param>
/// <param name="IsInvisible">By visibility.</param>
/// <param name="IsStruck">By text-decoration.</param>
internal readonly record struct Look(bool? IsHidden, bool? IsInvisible, bool? IsStruck)
{
    /// <summary>Reads declarations: "display:none; text-decoration:line-through".</summary>
    public static Look Of(string declarations, bool isImportantOnly = false)
    {
        var look = default(Look);
        foreach (var declaration in declarations.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var (name, value) = (declaration[..colon].Trim().ToLowerInvariant(), declaration[(colon + 1)..].Trim().ToLowerInvariant());
            if (isImportantOnly && !value.Contains("!important", StringComparison.Ordinal))
                continue;
            look = name switch
            {
                "display" => look with { IsHidden = value.StartsWith("none", StringComparison.Ordinal) },
                "mso-hide" => look with { IsHidden = look.IsHidden == true || value.StartsWith("all", StringComparison.Ordinal) },
                "visibility" => look with { IsInvisible = value.StartsWith("hidden", StringComparison.Ordinal) || value.StartsWith("collapse", StringComparison.Ordinal) },
                "opacity" => look with { IsInvisible = value is "0" or "0.0" or "0%" },
                "text-decoration" or "text-decoration-line" => look with { IsStruck = value.Contains("line-through", StringComparison.Ordinal) },
                _ => look,
            };
        }

        return look;
    }

    /// <summary>This look, and where it says something the other one's.</summary>
    public Look Under(Look other) => new(other.IsHidden ?? IsHidden, other.IsInvisible ?? IsInvisible, other.IsStruck ?? IsStruck);
}

/// <summary>
/// The rules of a page's style elements that hide or strike, applied by their specificity and order (CSS Cascading, §6.1). Selectors with
/// pseudo-classes and rules for printing are not looked at. Work is bounded: rules times elements.
/// </summary>
internal sealed class StyleRules
{
    private const long MostWork = 20_000_000;

    // An element's classes are held against one another, each with each.
    private const int LongestClass = 10_000;

    private sealed record Rule(ISelector Selector, Look Look, bool IsImportant);

    private readonly Dictionary<IElement, Look> _looks = [];
    private readonly Dictionary<IElement, Look> _important = [];

    private StyleRules()
    {
    }

    /// <summary>Reads the rules; null when there are more than can be applied to so many elements.</summary>
    public static StyleRules? Of(IDocument page)
    {
        var rules = new Dictionary<(string Selector, Look Look, bool IsImportant), int>();
        foreach (var style in page.QuerySelectorAll("style").Where(s => IsForScreens(s.GetAttribute("media") ?? "")))
            ReadRules(style.TextContent, rules);
        var telling = rules.OrderBy(r => r.Value).Select(r => r.Key).ToList();
        if (!telling.Exists(r => r.Look is { IsHidden: true } or { IsInvisible: true } or { IsStruck: true }))
            return new StyleRules();
        var elements = page.All.ToArray();
        if ((long)telling.Count * elements.Length > MostWork || Array.Exists(elements, e => e.GetAttribute("class") is { Length: > LongestClass }))
            return null;
        var parser = new CssSelectorParser();
        var found = new StyleRules();
        foreach (var rule in telling.Select(r => parser.ParseSelector(r.Selector) is { } selector ? new Rule(selector, r.Look, r.IsImportant) : null).OfType<Rule>().OrderBy(r => r.Selector.Specificity))
        {
            var looks = rule.IsImportant ? found._important : found._looks;
            foreach (var element in elements.Where(e => rule.Selector.Match(e, null)))
                looks[element] = looks.GetValueOrDefault(element).Under(rule.Look);
        }

        return found;
    }

    /// <summary>How an element looks by all rules and its own style.</summary>
    public Look Of(IElement element)
    {
        var own = element.GetAttribute("style");
        var look = _looks.GetValueOrDefault(element);
        look = own is null ? look : look.Under(Look.Of(own));
        look = look.Under(_important.GetValueOrDefault(element));
        return own is null ? look : look.Under(Look.Of(own, isImportantOnly: true));
    }

    private static bool IsForScreens(string media)
    {
        var first = media.Trim().ToLowerInvariant();
        return first.Length == 0 || first.Split(',').Any(m => m.Trim() is "all" or "screen" or "only screen");
    }

    // The same selector with the same look again is one rule, at its last place.
    private static void ReadRules(string text, Dictionary<(string, Look, bool), int> rules)
    {
        var css = WithoutComments(text);
        var order = rules.Count;
        for (var at = 0; at < css.Length;)
        {
            var open = css.IndexOf('{', at);
            if (open < 0)
                return;
            var prelude = css[at..open].Trim().TrimStart('}').Trim();
            if (prelude.StartsWith('@'))
            {
                at = prelude.StartsWith("@media", StringComparison.OrdinalIgnoreCase) && IsForScreens(prelude[6..]) ? open + 1 : EndOfBlock(css, open);
                continue;
            }

            var close = css.IndexOf('}', open);
            var block = close < 0 ? css[(open + 1)..] : css[(open + 1)..close];
            foreach (var isImportant in new[] { false, true })
            {
                if (Look.Of(block, isImportant) is var look && look != default)
                {
                    foreach (var selector in prelude.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(s => s.Length <= 200 && !s.Contains(':', StringComparison.Ordinal)))
                    {
                        rules.Remove((selector, look, isImportant));
                        rules[(selector, look, isImportant)] = order++;
                    }
                }
            }

            at = close < 0 ? css.Length : close + 1;
        }
    }

    private static int EndOfBlock(string css, int open)
    {
        var depth = 0;
        for (var i = open; i < css.Length; i++)
        {
            depth += css[i] == '{' ? 1 : css[i] == '}' ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return css.Length;
    }

    // Word processors also hide their rules from old browsers: <!-- … -->.
    private static string WithoutComments(string text)
    {
        var css = new System.Text.StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var start = text.IndexOf("/*", at, StringComparison.Ordinal);
            css.Append(text, at, (start < 0 ? text.Length : start) - at);
            var end = start < 0 ? -1 : text.IndexOf("*/", start + 2, StringComparison.Ordinal);
            at = start < 0 || end < 0 ? text.Length : end + 2;
        }

        return css.Replace("<!--", "").Replace("-->", "").ToString();
    }
}
