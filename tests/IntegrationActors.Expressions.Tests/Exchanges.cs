using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Expressions.Tests;

/// <summary>Exchanges and compiled expressions for tests.</summary>
internal static class Exchanges
{
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 14, 7, 9, 42, TimeSpan.Zero);

    public static readonly ExpressionScope Scope = new()
    {
        Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["erpUrl"] = "http://erp", ["limit"] = "100" },
        Namespaces = new Dictionary<string, string>(StringComparer.Ordinal) { ["o"] = "urn:orders" },
    };

    private static readonly FlowIdentity Flow = new("acme", "orders", 3);
    private static readonly ExpressionCompiler Compiler = new();

    public static Exchange With(string body = "", (string Name, string Value)[]? headers = null, (string Name, object Value)[]? properties = null, TimeProvider? time = null)
    {
        var id = MessageId.Create(Now);
        var clock = time ?? new FakeTimeProvider(Now);
        var exchange = new Exchange(Flow, id, new MessageRecord { Flow = Flow, Id = id, Started = Now }, clock)
        {
            Message = new Message { Body = Payload.FromText(body) },
        };
        foreach (var (name, value) in headers ?? [])
        {
            exchange.Headers.Set(name, value);
        }

        foreach (var (name, value) in properties ?? [])
        {
            exchange.Properties.Set(name, value);
        }

        return exchange;
    }

    public static Expression Compile(string text, string language = ExpressionSource.Simple) =>
        Compiler.Compile(new ExpressionSource(language, text, Place(text)), Scope);

    public static Condition CompileCondition(string text, string language = ExpressionSource.Simple) =>
        Compiler.CompileCondition(new ExpressionSource(language, text, Place(text)), Scope);

    /// <summary>The only finding about an expression, with its offset in the text.</summary>
    public static (int Offset, Diagnostic Finding) Mistake(Action compile)
    {
        var finding = Assert.Single(Assert.Throws<DiagnosticException>(compile).Diagnostics);
        Assert.Equal("test.flow.yaml", finding.Span.File);
        Assert.Equal(7, finding.Span.Line);
        return (finding.Span.Column - 11, finding);
    }

    private static SourceSpan Place(string text) => new("test.flow.yaml", 7, 11, text.Length);
}
