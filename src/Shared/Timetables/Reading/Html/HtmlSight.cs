using AngleSharp.Dom;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>Tells what of a page people do not see, or see struck through: by the elements, their own styles and the page's.</summary>
internal sealed class HtmlSight(StyleRules rules)
{
    /// <summary>True when this very element is not shown.</summary>
    public bool HidesItself(IElement element) =>
        element.HasAttribute("hidden") || rules.Of(element) is { IsHidden: true } or { IsInvisible: true };

    /// <summary>True when this very element strikes its text through.</summary>
    public bool Strikes(IElement element) => element.LocalName is "s" or "strike" or "del" || rules.Of(element).IsStruck == true;
}
