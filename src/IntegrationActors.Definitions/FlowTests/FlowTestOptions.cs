using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>
/// Tests of a flow, in a file <c>*.test.yaml</c> beside it; <c>ia test</c> runs them. Every test runs alone, in the same engine as on a server; no receiver system is ever called:
/// stubs answer in their place.
/// </summary>
[Example(
    "A flow that greets, and one message that it refuses",
    """
    flow: hello.flow.yaml
    tests:
      - name: greets by name
        send: { body: '{"name":"Ada"}' }
        expect: { status: 200, body: Hello Ada! }
      - name: refuses an order without a name
        send: { body: '{}' }
        expect: { outcome: failed, message: The order has no name. }
    """)]
[Example(
    "A call that a stub answers",
    """
    tests:
      - name: posts the order
        send: { body: { file: order.json }, headers: { Content-Type: application/json } }
        stubs:
          erp: { status: 200, body: <confirmation number="1"/> }
        expect:
          body: { xml: <confirmation number="1"/> }
          calls:
            - { to: erp, method: POST, body: { xml: <order><id>1</id></order> } }
    """)]
public sealed record FlowTestOptions
{
    /// <summary>File of the flow, relative to this one. Default: the file of the same name (<c>orders.test.yaml</c>: <c>orders.flow.yaml</c>), or else the only flow in the folder.</summary>
    [DefaultText("the flow of the same name")]
    public string? Flow { get; init; }

    /// <summary>Values for parameters of the flow.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the clock of the flow shows, in RFC 3339: a moment makes texts with dates the same in every run.</summary>
    [DefaultText("the real time")]
    [Moment]
    public string? Now { get; init; }

    /// <summary>
    /// What stands in for receivers, in all tests of the file: by name of the step that calls, or by kind of the channel (<c>https</c>, <c>queue</c>). A list answers one call after the
    /// other; its last answer stays. A <c>send</c> without a stub is taken; a <c>call</c> without one fails with IA1416.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StubAnswerOptions>> Stubs { get; init; } = new Dictionary<string, IReadOnlyList<StubAnswerOptions>>(StringComparer.Ordinal);

    /// <summary>What stands in the stores of the tenant before each test.</summary>
    public TestStoresOptions Stores { get; init; } = new();

    /// <summary>The tests.</summary>
    [MinLength(1)]
    public required IReadOnlyList<TestCaseOptions> Tests { get; init; }
}
