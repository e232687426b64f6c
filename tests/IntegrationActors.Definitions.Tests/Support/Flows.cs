using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Tests.Support;

/// <summary>Reads flows with the sample components.</summary>
internal static class Flows
{
    public const string File = "orders.flow.yaml";

    public static Catalogue Samples { get; } = Catalogue.OfTypes(
        typeof(SampleOptions),
        typeof(NoteOptions),
        typeof(ChooseOptions),
        typeof(StopOptions),
        typeof(DeliverOptions),
        typeof(WebReceiverOptions),
        typeof(QueueReceiverOptions),
        typeof(WebSenderOptions),
        typeof(TimerSenderOptions));

    public static FlowReading Read(string text, FlowReadingContext? context = null) =>
        new FlowReader(Samples, new FakeCompiler()).Read(new FlowSource(File, text), context ?? FlowReadingContext.FileAlone);

    /// <summary>The findings as people see them.</summary>
    public static IReadOnlyList<string> Findings(string text, FlowReadingContext? context = null) => [.. Read(text, context).Findings.Select(f => f.ToString())];

    /// <summary>Findings of a flow with these steps; the first of their lines is line 5.</summary>
    public static IReadOnlyList<string> FindingsOfSteps(string steps, FlowReadingContext? context = null) => Findings(WithSteps(steps), context);

    /// <summary>The options of the one step of a flow.</summary>
    public static T Bind<T>(string step, FlowReadingContext? context = null)
        where T : StepOptions
    {
        var reading = Read(WithSteps(step), context);
        Assert.Empty(reading.Findings);
        return Assert.IsType<T>(Assert.Single(reading.Flow!.Steps.Steps).Options);
    }

    public static string WithSteps(string steps) => $"""
        flow: orders
        from:
          web: {"{ path: /orders }"}
        steps:
        {steps.ReplaceLineEndings("\n")}
        """;
}
