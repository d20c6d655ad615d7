using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>
/// The Wilson score interval of a proportion at 95 %, as OHID's public health statistics use it (PHStatsMethods, phe_proportion; Wilson, JASA 22, 1927):
/// (2x + z² ∓ z √(z² + 4x(1 − x/n))) ÷ 2(n + z²).
/// </summary>
public static class WilsonInterval
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    private const decimal Z = 1.959963984540054m;

    /// <summary>The interval in percent.</summary>
    /// <param name="count">How many have it: x.</param>
    /// <param name="outOf">Of how many: n.</param>
    /// <returns>Null when there is nobody, or when more have it than there are: such a share has no interval.</returns>
    public static ConfidenceInterval? Of(decimal count, decimal outOf)
    {
        if (outOf <= 0 || count < 0 || count > outOf)
            return null;
        var middle = (2 * count) + (Z * Z);
        var spread = Z * SquareRoot((Z * Z) + (4 * count * (outOf - count) / outOf));
        var divisor = 2 * (outOf + (Z * Z));
        return new ConfidenceInterval(Math.Max(0, 100 * (middle - spread) / divisor), Math.Min(100, 100 * (middle + spread) / divisor));
    }

    /// <summary>How far from a share a figure may be for its interval to contain that share, in percent: z √(p (1 − p) ÷ n).</summary>
    /// <param name="percent">The share: p, between 0 and 100.</param>
    /// <param name="outOf">Of how many the figure is: n.</param>
    public static decimal MarginOf(decimal percent, decimal outOf) => Z * SquareRoot(percent * (100 - percent) / outOf);

    // Newton's method, since a double's root has fewer digits than a decimal: from above, it falls until it is exact.
    private static decimal SquareRoot(decimal value)
    {
        var root = (decimal)Math.Sqrt((double)value) + 1e-9m;
        while (true)
        {
            var next = (root + (value / root)) / 2;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
