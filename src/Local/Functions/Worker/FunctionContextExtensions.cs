using HubAutomation.Local.Functions.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>What middleware reads and changes of a run.</summary>
    public static class FunctionContextBindingFeatureExtensions
    {
        /// <summary>The run's result; set it to replace what the function returned.</summary>
        public static InvocationResult GetInvocationResult(this FunctionContext context)
            => new LocalInvocationResult(LocalFunctionContext.Of(context));

        /// <summary>The run's result as <typeparamref name="T"/>.</summary>
        /// <exception cref="InvalidOperationException">The result is of another type.</exception>
        public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
            => new LocalInvocationResult<T>(LocalFunctionContext.Of(context));

        /// <summary>The value of one parameter, made now if it was not made before; set it to replace what the function is given.</summary>
        /// <exception cref="InvalidOperationException">The value is of another type than <typeparamref name="T"/>.</exception>
        public static ValueTask<InputBindingData<T>> BindInputAsync<T>(this FunctionContext context, BindingMetadata bindingMetadata)
        {
            ArgumentNullException.ThrowIfNull(bindingMetadata);
            return LocalInputBindingData<T>.BindAsync(LocalFunctionContext.Of(context), bindingMetadata);
        }
    }

    /// <summary>Reaches the HTTP request and response of a run.</summary>
    public static class FunctionContextHttpRequestExtensions
    {
        /// <summary>The request, or null when the function is not started by HTTP.</summary>
        public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
            => ValueTask.FromResult(LocalFunctionContext.Of(context).HttpRequestData);

        /// <summary>The response that the function returned, or null.</summary>
        public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
            => LocalFunctionContext.Of(context).Result as HttpResponseData;
    }

    /// <summary>Reaches the HTTP context of a run.</summary>
    public static class FunctionContextExtensions
    {
        /// <summary>The HTTP context, or null when the function is not started by HTTP.</summary>
        public static HttpContext? GetHttpContext(this FunctionContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            return context.Items.TryGetValue(LocalFunctionContext.HttpContextItem, out var http) ? http as HttpContext : null;
        }
    }

    /// <summary>Reaches the logs of a run.</summary>
    public static class FunctionContextLoggerExtensions
    {
        /// <summary>A logger with the category of <typeparamref name="T"/>.</summary>
        public static ILogger<T> GetLogger<T>(this FunctionContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            return context.InstanceServices.GetRequiredService<ILogger<T>>();
        }

        /// <summary>A logger with the given category.</summary>
        public static ILogger GetLogger(this FunctionContext context, string categoryName)
        {
            ArgumentNullException.ThrowIfNull(context);
            return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
        }
    }

    /// <summary>What a function returned.</summary>
    public abstract class InvocationResult : InvocationResult<object>
    {
    }

    /// <summary>What a function returned, as <typeparamref name="T"/>.</summary>
    public abstract class InvocationResult<T>
    {
        /// <summary>The value.</summary>
        public abstract T? Value { get; set; }
    }

    /// <summary>What a function is given for one parameter.</summary>
    public abstract class InputBindingData<T>
    {
        /// <summary>The parameter.</summary>
        public abstract BindingMetadata BindingMetadata { get; }

        /// <summary>The value.</summary>
        public abstract T? Value { get; set; }
    }
}

namespace Microsoft.Azure.Functions.Worker.Context.Features
{
    /// <summary>Makes all that a function is given.</summary>
    public interface IFunctionInputBindingFeature
    {
        /// <summary>The values for all parameters, in order; made once a run.</summary>
        ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
    }

    /// <summary>All that a function is given, in the order of its parameters.</summary>
    public class FunctionInputBindingResult
    {
        /// <summary>Holds the given values.</summary>
        public FunctionInputBindingResult(object?[] values)
        {
            Values = values;
        }

        /// <summary>The values; changing one changes what the function gets.</summary>
        public object?[] Values { get; }
    }
}
