namespace HubAutomation.Shared.Platform.Pages;

/// <summary>The parts of forms, as the GOV.UK Design System has them.</summary>
internal static class Form
{
    /// <summary>What is wrong, at the top of the page, leading to the field.</summary>
    public static void AddErrorSummary(HtmlBuilder html, string? problem, string field)
    {
        if (problem is null)
            return;
        html.Add($"<div class=\"summary\" role=\"alert\" aria-labelledby=\"problem\">");
        html.Add($"<h2 id=\"problem\">There is a problem</h2>");
        html.Add($"<p><a href=\"#{field}\">{problem}</a></p>");
        html.Add($"</div>");
    }

    /// <summary>A label, a hint, what is wrong with the field, and the field.</summary>
    /// <param name="html">The page.</param>
    /// <param name="field">The field's id and name.</param>
    /// <param name="label">Its label.</param>
    /// <param name="hint">What helps to fill it in.</param>
    /// <param name="problem">What is wrong with it; null for nothing.</param>
    /// <param name="add">Adds the field; is given what describes it, for <c>aria-describedby</c>.</param>
    public static void AddField(HtmlBuilder html, string field, string label, string hint, string? problem, Action<string> add)
    {
        html.Add($"<div class=\"field{(problem is null ? "" : " wrong")}\">");
        html.Add($"<label class=\"head\" for=\"{field}\">{label}</label>");
        html.Add($"<p class=\"hint\" id=\"{field}-hint\">{hint}</p>");
        if (problem is not null)
            html.Add($"<p class=\"error\" id=\"{field}-error\"><span class=\"hidden\">Error: </span>{problem}</p>");
        add(problem is null ? $"{field}-hint" : $"{field}-hint {field}-error");
        html.Add($"</div>");
    }

    /// <summary>
    /// Enter in a field presses the first button of its form: where that would send what cannot be taken back, this one stands before it, and is
    /// neither seen nor reached.
    /// </summary>
    /// <param name="html">The page.</param>
    /// <param name="name">The buttons' name.</param>
    /// <param name="value">The value that does no harm.</param>
    public static void AddButtonOfEnter(HtmlBuilder html, string name, string value) =>
        html.Add($"<button type=\"submit\" class=\"hidden\" name=\"{name}\" value=\"{value}\" tabindex=\"-1\" aria-hidden=\"true\">Save</button>");
}
