using System.Reflection;
using System.Text.Json;
using Azure.Core.Serialization;
using HubAutomation.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Tests;

/// <summary>
/// What orchestrations carry goes through the worker's serializer. A type that it cannot bring back – a NodaTime date, a
/// private setter – comes back as its default, without an error, so every signature is tried.
/// </summary>
public class OrchestrationContractTests
{
    // The worker's own default: System.Text.Json, names matched whatever their case.
    private static readonly JsonObjectSerializer Serializer = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    public static TheoryData<Type> CarriedTypes =>
        [.. DurableFunctions().SelectMany(Carried).Append(typeof(RunProgress)).Where(t => t != typeof(void)).Distinct().OrderBy(t => t.FullName)];

    [Theory]
    [MemberData(nameof(CarriedTypes))]
    public void What_orchestrations_carry_comes_back_as_it_was(Type type)
    {
        var value = Example(type);

        var back = Serializer.Deserialize(new MemoryStream(Serializer.Serialize(value, type).ToArray()), type, default);

        Assert.Equal(value, back);
    }

    [Theory]
    [MemberData(nameof(CarriedTypes))]
    public void Orchestrations_carry_references_counts_and_times_only(Type type)
    {
        Assert.All(Parts(type), part => Assert.True(
            IsWholeNumberOrFlag(part) || part.IsEnum || part == typeof(string) || part == typeof(DateTimeOffset) || part.Assembly.GetName().Name!.StartsWith("HubAutomation.", StringComparison.Ordinal),
            $"{type} holds a {part}"));
    }

    [Fact]
    public void What_a_run_says_of_itself_fits_however_long_its_words_are()
    {
        var status = Serializer.Serialize(new RunProgress(new string('→', 100_000), int.MinValue, int.MaxValue));

        Assert.True(status.ToArray().Length < 16_000);
    }

    /// <summary>A text or an object that a function returns answers an empty 200 on the real host.</summary>
    [Fact]
    public void Every_http_function_answers_with_a_result()
    {
        var others = AllFunctions().Where(f => f.GetParameters().Any(p => p.IsDefined(typeof(HttpTriggerAttribute))) && !f.ReturnType.ToString().Contains("IResult", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    /// <summary>The services of an orchestrator's first turn are disposed of by the time of its next.</summary>
    [Fact]
    public void Orchestrators_have_no_services()
    {
        var orchestrators = AllFunctions().Where(f => f.GetParameters().Any(p => p.IsDefined(typeof(OrchestrationTriggerAttribute))));

        Assert.All(orchestrators, orchestrator => Assert.True(
            orchestrator.IsStatic && orchestrator.GetParameters().All(p => p.ParameterType != typeof(FunctionContext)), orchestrator.Name));
    }

    // A decimal or a double in the result of an activity is rounded on the real host's way.
    private static bool IsWholeNumberOrFlag(Type type) => type.IsPrimitive && type != typeof(double) && type != typeof(float);

    [Fact]
    public void Function_names_are_unique()
    {
        var names = AllFunctions().Select(f => f.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Count(), names.Count);
    }

    private static IEnumerable<MethodInfo> AllFunctions() => typeof(RunJournal).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(FunctionAttribute)));

    private static IEnumerable<MethodInfo> DurableFunctions() => AllFunctions().Where(m => m.GetParameters().Any(p =>
        p.IsDefined(typeof(OrchestrationTriggerAttribute)) || p.IsDefined(typeof(ActivityTriggerAttribute))));

    private static IEnumerable<Type> Carried(MethodInfo function)
    {
        var output = function.ReturnType;
        yield return output.IsGenericType ? output.GetGenericArguments()[0] : typeof(void);
        foreach (var parameter in function.GetParameters())
        {
            if (parameter.ParameterType != typeof(TaskOrchestrationContext) && parameter.ParameterType != typeof(FunctionContext)
                && !parameter.IsDefined(typeof(DurableClientAttribute)))
            {
                yield return parameter.ParameterType;
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        yield return type;
        if (type.Assembly.GetName().Name!.StartsWith("HubAutomation.", StringComparison.Ordinal) && !type.IsEnum)
        {
            foreach (var part in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsCarried).SelectMany(p => Parts(p.PropertyType)))
            {
                yield return part;
            }
        }
    }

    private static bool IsCarried(PropertyInfo property) =>
        !property.IsDefined(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute)) && property.CanWrite;

    private static object Example(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "Ünïcode \"text\"";
        }

        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(2026, 9, 14, 8, 30, 15, 123, TimeSpan.Zero).AddTicks(4567);
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }

        if (type.IsPrimitive)
        {
            return Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        }

        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var example = constructor.Invoke([.. constructor.GetParameters().Select(p => Example(p.ParameterType))]);
        foreach (var property in type.GetProperties().Where(p => IsCarried(p) && p.GetIndexParameters().Length == 0))
        {
            property.SetValue(example, Example(property.PropertyType));
        }

        return example;
    }
}
