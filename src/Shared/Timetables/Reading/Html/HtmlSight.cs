using AngleSharp.Dom;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>Tells what of a page people do not see, or see struck through, by the elements and their own styles.</summary>
internal static class HtmlSight
{
    /// <summary>True when this very element is not shown.</summary>
    public static bool HidesItself(IElement element) =>
        element.HasAttribute("hidden") || Style(element) is { Length: > 0 } style
        && (style.Contains("display:none", StringComparison.Ordinal) || style.Contains("visibility:hidden", StringComparison.Ordinal)
            || style.Contains("visibility:collapse", StringComparison.Ordinal) || style.Contains("mso-hide:all", StringComparison.Ordinal));

    /// <summary>True when this very element strikes its text through.</summary>
    public static bool Strikes(IElement element) =>
        element.LocalName is "s" or "strike" or "del" || Style(element).Contains("line-through", StringComparison.Ordinal);

    private static string Style(IElement element) => element.GetAttribute("style") is { } style
        ? string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant()
        : "";
}
