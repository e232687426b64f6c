using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>Names under which flows call each other: letters, digits, <c>_</c> and <c>-</c>, in parts divided by <c>/</c>. A slash in front may be left out.</summary>
internal static class ProcessDirectAddress
{
    public const string Pattern = "/?[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*";
    public const string Rule = "is no address; write letters, digits, '_' and '-', such as /orders";

    private const string BadAddress = "IA1362";
    private const int Longest = 255;

    /// <summary>The address with its slash; null when the text is none.</summary>
    public static string? Parse(string text)
    {
        var address = text.StartsWith('/') ? text : $"/{text}";
        return address.Length is > 1 and <= Longest && address[1..].Split('/').All(part => part.Length > 0 && part.All(IsAllowed)) ? address : null;
    }

    /// <summary>Refuses a constant address that is none.</summary>
    /// <exception cref="DiagnosticException">IA1362.</exception>
    public static void Check(Expression address)
    {
        if (address.Constant is { } text && Parse(text) is null)
        {
            throw new DiagnosticException(Diagnostic.Error(BadAddress, address.Span, $"'{text}' {Rule}"));
        }
    }

    /// <summary>The address that a message computed.</summary>
    /// <exception cref="FaultException">IA3924.</exception>
    public static async ValueTask<string> EvaluateAsync(Expression address, Exchange exchange, CancellationToken cancel)
    {
        var text = await address.EvaluateTextAsync(exchange, cancel);
        return Parse(text) ?? throw ProcessDirectFaults.BadAddress(text);
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
