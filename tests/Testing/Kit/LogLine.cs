using Microsoft.Extensions.Logging;

namespace HubAutomation.Testing;

/// <summary>A message that the app or its host has logged.</summary>
/// <param name="Level">How bad.</param>
/// <param name="Category">By whom.</param>
/// <param name="Text">The message.</param>
/// <param name="Exception">What was thrown, if anything.</param>
public sealed record LogLine(LogLevel Level, string Category, string Text, Exception? Exception);
