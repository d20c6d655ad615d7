using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Reach;

/// <summary>A test that runs a script which needs nothing but Python.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PlainPythonTheoryAttribute : TheoryAttribute
{
    public PlainPythonTheoryAttribute() => Skip = OutsideTools.Missing("Python", File.Exists(OutsideTools.Python));
}
