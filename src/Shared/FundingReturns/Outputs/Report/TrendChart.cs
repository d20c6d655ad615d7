using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Pages;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Outputs.Report;

/// <summary>A month of a chart.</summary>
/// <param name="Month">The month.</param>
/// <param name="From">Its figure, or the lower end of the band in which that is; null for none.</param>
/// <param name="To">The same figure, or the band's upper end.</param>
/// <param name="Words">What is said of it: the figure as people read it, or why there is none.</param>
internal sealed record ChartPoint(YearMonth Month, decimal? From, decimal? To, string Words)
{
    /// <summary>Whether more is not known than that it is between two ends.</summary>
    public bool IsBand => From != To;

    /// <summary>A month of which there is no return.</summary>
    public static ChartPoint NotReturned(YearMonth month) => new(month, null, null, "no return");

    /// <summary>A figure that is known, or missing.</summary>
    public static ChartPoint Of(YearMonth month, Measure measure, decimal? value) => new(month, value, value, value is null ? "missing" : FigureWords.Value(measure, value));
}

/// <summary>
/// A measure's course over the months as a small drawing: a line for shares and means, bars from zero for what is counted. It needs no colour and
/// no style sheet, and the figures stand below it in words.
/// </summary>
internal sealed class TrendChart
{
    // A year, and the same month of the year before.
    private const int MostMonths = 13;
    private const decimal Width = 400, Height = 168, Left = 64, Right = 388, Top = 24, Bottom = 132;

    private readonly Measure measure;
    private readonly IReadOnlyList<ChartPoint> points;
    private readonly decimal? target;
    private readonly IReadOnlyList<(int From, int To, decimal Value)> aims;
    private readonly decimal lowest;
    private readonly decimal highest;

    private TrendChart(Measure measure, IReadOnlyList<ChartPoint> points, decimal? target)
    {
        (this.measure, this.points, this.target) = (measure, points, target);
        aims = target is { } aim ? Aims(measure, points, aim) : [];
        var values = points.SelectMany(point => new[] { point.From, point.To }).Concat(aims.Select(due => (decimal?)due.Value)).OfType<decimal>().ToList();
        var (least, most) = (values.Min(), values.Max());
        var room = least == most ? Math.Max(1, Math.Abs(most) / 10) : (most - least) / 10;
        (lowest, highest) = IsLine ? (least < 0 ? least - room : Math.Max(0, least - room), most + room) : (Math.Min(0, least), Math.Max(most, 1));
    }

    private bool IsLine => measure.Kind is MeasureKind.Rate or MeasureKind.Average;

    /// <summary>Null for fewer than two figures, and for what is not a number.</summary>
    /// <param name="measure">What is drawn.</param>
    /// <param name="points">Its figures in the order of months.</param>
    /// <param name="target">What is aimed at.</param>
    public static TrendChart? Of(Measure measure, IEnumerable<ChartPoint> points, decimal? target)
    {
        // By time: a month that was not returned has its place, and nothing in it.
        var returned = points.ToDictionary(point => point.Month);
        var last = returned.Count == 0 ? default : returned.Keys.Max();
        var first = returned.Keys.Where(month => month.CompareTo(last.PlusMonths(-MostMonths)) > 0).DefaultIfEmpty(last).Min();
        List<ChartPoint> shown = [.. new MonthSpan(first, last).Months.Select(month => returned.GetValueOrDefault(month) ?? ChartPoint.NotReturned(month))];
        return measure.Kind is MeasureKind.Text or MeasureKind.Milestone || shown.Count(point => point.From is not null) < 2 ? null : new TrendChart(measure, shown, target);
    }

    public void Add(HtmlBuilder html)
    {
        var id = "chart-" + measure.Code;
        html.Add($"<figure class=\"chart\">");
        html.Add($"<svg viewBox=\"0 0 {Number(Width)} {Number(Height)}\" role=\"img\" aria-labelledby=\"{id}-title {id}-words\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"13\" fill=\"#0b0c0c\">");
        html.Add($"<title id=\"{id}-title\">{measure.Title}</title>");
        html.Add($"<desc id=\"{id}-words\">{Course}</desc>");
        AddAxes(html);
        if (IsLine)
            AddLine(html);
        else
            AddBars(html);
        AddTarget(html);
        html.Add($"</svg>");
        html.Add($"<figcaption><strong>{measure.Title}:</strong> {Figures}</figcaption>");
        html.Add($"</figure>");
    }

    /// <summary>From where to where, for those who do not see the drawing.</summary>
    private string Course
    {
        get
        {
            var (first, last) = (points.First(point => point.From is not null), points.Last(point => point.From is not null));
            var aim = target is null ? "" : $" The target is {Target}.";
            return first.IsBand || last.IsBand
                ? $"{first.Words} in {MonthSpan.Name(first.Month)}, {last.Words} in {MonthSpan.Name(last.Month)}.{aim}"
                : $"From {first.Words} in {MonthSpan.Name(first.Month)} to {last.Words} in {MonthSpan.Name(last.Month)}.{aim}";
        }
    }

    private string Figures => string.Join(", ", points.Select(point => $"{ShortName(point.Month)} {point.Words}")) + (target is null ? "." : $"; target {Target}.");

    /// <summary>The target, and what is due of it in the last month.</summary>
    private string Target => FigureWords.Target(measure, measure.Window.For(points[^1].Month) ?? MonthSpan.Of(points[^1].Month), target);

    private void AddAxes(HtmlBuilder html)
    {
        html.Add($"<line x1=\"{Number(Left)}\" y1=\"{Number(Bottom)}\" x2=\"{Number(Right)}\" y2=\"{Number(Bottom)}\" stroke=\"#505a5f\"/>");
        foreach (var value in (decimal[])[lowest, highest])
            html.Add($"<text x=\"{Number(Left - 6)}\" y=\"{Number(Y(value) + 4)}\" text-anchor=\"end\">{Label(value)}</text>");
        html.Add($"<text x=\"{Number(Left)}\" y=\"{Number(Bottom + 20)}\">{ShortName(points[0].Month)}</text>");
        html.Add($"<text x=\"{Number(Right)}\" y=\"{Number(Bottom + 20)}\" text-anchor=\"end\">{ShortName(points[^1].Month)}</text>");
    }

    private void AddLine(HtmlBuilder html)
    {
        foreach (var stretch in Stretches())
            html.Add($"<polyline points=\"{string.Join(' ', stretch.Select(point => $"{Number(X(point.Index))},{Number(Y(point.Value))}"))}\" fill=\"none\" stroke=\"#12324a\" stroke-width=\"3\"/>");
        foreach (var (index, band) in points.Index().Where(point => point.Item.IsBand))
            html.Add($"<line x1=\"{Number(X(index))}\" y1=\"{Number(Y(band.From!.Value))}\" x2=\"{Number(X(index))}\" y2=\"{Number(Y(band.To!.Value))}\" stroke=\"#12324a\" stroke-width=\"{(index == points.Count - 1 ? "9" : "6")}\"/>");
        foreach (var (index, value) in Stretches().SelectMany(stretch => stretch))
            html.Add($"<circle cx=\"{Number(X(index))}\" cy=\"{Number(Y(value))}\" r=\"{(index == points.Count - 1 ? "5" : "3")}\" fill=\"#12324a\"/>");
    }

    private void AddBars(HtmlBuilder html)
    {
        var width = 0.7m * (Right - Left) / points.Count;
        foreach (var (index, value) in Stretches().SelectMany(stretch => stretch))
            html.Add($"<rect x=\"{Number(X(index) - (width / 2))}\" y=\"{Number(Y(Math.Max(value, 0)))}\" width=\"{Number(width)}\" height=\"{Number(Math.Abs(Y(value) - Y(0)))}\" fill=\"#12324a\"/>");
    }

    private void AddTarget(HtmlBuilder html)
    {
        if (target is null)
            return;
        var half = (Right - Left) / points.Count / 2;
        foreach (var (from, to, aim) in aims)
        {
            // White below black: the dashes are seen on bars, too.
            var (left, right, y) = (Number(X(from) - half), Number(X(to) + half), Number(Y(aim)));
            html.Add($"<line x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"#fff\" stroke-width=\"3\"/>");
            html.Add($"<line x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"#0b0c0c\" stroke-width=\"2\" stroke-dasharray=\"7 5\"/>");
        }

        html.Add($"<text x=\"{Number(Right)}\" y=\"12\" text-anchor=\"end\">- - target {Target}</text>");
    }

    /// <summary>Where the target is drawn: through all months; of what grows over the year as a stair, in the months of the year that it is the target of.</summary>
    private static List<(int From, int To, decimal Value)> Aims(Measure measure, IReadOnlyList<ChartPoint> points, decimal target) => !measure.Accumulates
        ? [(0, points.Count - 1, target)]
        :
        [
            .. points.Index().Where(point => FinancialYear.Of(point.Item.Month) == FinancialYear.Of(points[^1].Month))
                .Select(point => (point.Index, point.Index, Pace.Due(measure, measure.Window.For(point.Item.Month) ?? MonthSpan.Of(point.Item.Month), target)!.Value)),
        ];

    /// <summary>
    /// Months in a row that have a figure: a gap in the line says that one is missing. Nor does it go through a band: it would rise or fall to a middle at
    /// which the figure is not.
    /// </summary>
    private IEnumerable<List<(int Index, decimal Value)>> Stretches()
    {
        var stretch = new List<(int, decimal)>();
        foreach (var (index, point) in points.Index())
        {
            if (point is { From: { } value, IsBand: false })
            {
                stretch.Add((index, value));
            }
            else if (stretch.Count > 0)
            {
                yield return stretch;
                stretch = [];
            }
        }

        if (stretch.Count > 0)
            yield return stretch;
    }

    private decimal X(int index) => Left + ((Right - Left) * (index + 0.5m) / points.Count);

    private decimal Y(decimal value) => Bottom - ((Bottom - Top) * (value - lowest) / (highest - lowest));

    private string Label(decimal value) => measure.Kind switch
    {
        MeasureKind.Rate => $"{FigureWords.Number(value, 1)} %",
        MeasureKind.Money => value >= 10_000 ? $"£{FigureWords.Number(value / 1000, 0)}k" : $"£{FigureWords.Number(value, 0)}",
        MeasureKind.Average => FigureWords.Number(value, 1),
        _ => FigureWords.Number(value, 0),
    };

    private static string ShortName(YearMonth month) => month.OnDayOfMonth(1).ToString("MMM uuuu", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
