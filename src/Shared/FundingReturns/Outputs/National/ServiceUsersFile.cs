using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Separated;

namespace HubAutomation.Shared.FundingReturns.Outputs.National;

/// <summary>
/// The upload of the national collection's module "service users": a row of codes, a row of its labels, and a row for each service. It takes a row for
/// labels only when more than half of its cells are the labels of questions word for word; any other row that names no service is refused
/// (dhsc-govuk/HealthyBabies 6f660a3, BulkUploadCsvHelper, BulkUploadRowProcessor and DataCollectionFormModuleSeeder).
/// </summary>
internal static class ServiceUsersFile
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["QSU01"] = "Was the service '{serviceName}' delivered for users this quarter?",
        ["QSU02"] = "Do you have data on the number of users who accessed this service this quarter?",
        ["QSU03"] = "Overall, how many service users have used this service?",
        ["QSU04"] = "How many service users have used this service virtually?",
        ["QSU05"] = "Have you used a method for counting unique individuals who attend this service?",
        ["QSU06"] = "What type(s) of users are included in your user numbers?",
        ["QSU07"] = "Do you have data on how many parents or carers have used this service, broken down by ethnicity?",
        ["QSU08_white"] = "White/White British",
        ["QSU08_mixed"] = "Mixed/Multiple ethnic groups",
        ["QSU08_asian"] = "Asian/Asian British",
        ["QSU08_black"] = "Black/African/Caribbean/Black British",
        ["QSU08_other"] = "Other ethnic group",
        ["QSU08_prefer_not_to_say"] = "Prefer not to say",
        ["QSU09"] = "Do you have data on how many parents or carers have used this service, broken down by the Index of Multiple Deprivation (IMD)?",
        ["QSU11"] = "Do you have data on how many parents or carers have used this service, broken down by sex?",
        ["QSU12_female"] = "Female",
        ["QSU12_male"] = "Male",
        ["QSU12_other"] = "Other",
        ["QSU12_prefer_not_to_say"] = "Prefer not to say",
        ["QSU13"] = "Does the service provider collect pre- and post-outcome scores for users who access this service?",
        ["QSU14"] = "How many of all service users completed a pre- and post-outcome score for at least one service they accessed during the quarter?",
        ["QSU15"] = "Does the service provider collect waiting time data for this service?",
        ["QSU16"] = "What is the average waiting time for service users from referral to receiving their first appointment or session?",
        ["QSU17"] = "Clarification comments",
    };

    /// <summary>
    /// Null where no service has a figure, or a month of the quarter is not frozen: an uploaded row marks the service's answers as complete. A service
    /// without figures has no row for the same reason.
    /// </summary>
    public static byte[]? Write(CompiledReturn of)
    {
        if (of.Period.ApprovedAt is null)
            return null;
        var services = NationalAnswers.Of(of).Where(answer => answer.Question.Module is NationalModule.ServiceUsers).GroupBy(answer => answer.Service!)
            .Where(service => service.Any(answer => answer is { Figure: not null, Value: not null })).ToList();
        if (services.Count == 0)
            return null;
        var questions = services.SelectMany(service => service).Select(answer => answer.Question).DistinctBy(question => question.Code).OrderBy(question => question.Order).Select(question => question.Code).ToList();
        var file = new SeparatedText();
        file.Add(questions.Prepend("ServiceName"));
        file.Add(questions.Select(LabelOf).Prepend("Service Name"));
        foreach (var service in services)
            file.Add(questions.Select(code => OnOneLine(service.FirstOrDefault(answer => answer.Question.Code == code)?.Value)).Prepend(service.Key));
        return file.ToBytes();
    }

    private static string LabelOf(string code) => Labels.GetValueOrDefault(code) ?? (code.StartsWith("QSU10_decile", StringComparison.Ordinal) ? $"IMD Decile {code["QSU10_decile".Length..]}" : code);

    // It is read line by line, also within quotation marks.
    private static object? OnOneLine(object? value) => value is string words ? string.Join(' ', words.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : value;
}
