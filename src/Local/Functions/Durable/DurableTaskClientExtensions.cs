using System.Net;
using HubAutomation.Local.Functions.Durable;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tells callers where to ask after an orchestration.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>A 202 with the address of the orchestration's status, and all its management addresses in the body.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default)
        => CreateCheckStatusResponseAsync(client, request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>A response with the address of the orchestration's status, and all its management addresses in the body.</summary>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var payload = client.CreateHttpManagementPayload(instanceId, request);
        var response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        await response.Body.WriteAsync(ManagementAddresses.ToJson(payload), cancellation);
        return response;
    }

    /// <summary>The management addresses of an orchestration.</summary>
    /// <param name="client">The client.</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="request">The request that was answered: its address is the base of the others.</param>
    /// <exception cref="ArgumentException">The instance id is null or empty.</exception>
    /// <exception cref="InvalidOperationException">There is no request, so that the host's address is not known.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var origin = request is null
            ? throw new InvalidOperationException("The addresses cannot be made without a request.")
            : ManagementAddresses.Origin(request);
        return ManagementAddresses.Of(origin, instanceId, ManagementAddresses.Key(request));
    }
}

/// <summary>The addresses by which an orchestration is managed.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance id.</summary>
    public string? Id { get; internal init; }

    /// <summary>DELETE removes the ended orchestration and its history.</summary>
    public string? PurgeHistoryDeleteUri { get; internal init; }

    /// <summary>POST starts the orchestration again with the same input.</summary>
    public string? RestartPostUri { get; internal init; }

    /// <summary>POST lets a suspended orchestration go on.</summary>
    public string? ResumePostUri { get; internal init; }

    /// <summary>POST raises an event.</summary>
    public string? SendEventPostUri { get; internal init; }

    /// <summary>GET tells the status.</summary>
    public string? StatusQueryGetUri { get; internal init; }

    /// <summary>POST suspends the orchestration.</summary>
    public string? SuspendPostUri { get; internal init; }

    /// <summary>POST ends the orchestration.</summary>
    public string? TerminatePostUri { get; internal init; }
}
