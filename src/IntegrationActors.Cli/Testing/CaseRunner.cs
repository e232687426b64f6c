using System.Globalization;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions.FlowTests;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Cli.Testing;

/// <summary>
/// Runs one test, alone: (1) stubs and stores; (2) a plan of its own, as a server compiles it; (3) the messages, one after the other, through the gate and the log that they go through on a
/// server; (4) what is different from what is expected.
/// </summary>
internal sealed class CaseRunner(TestedFlow flow, StepCoverage coverage)
{
    private const string UnknownReceiver = "IA1413";
    private const string Tenant = "test";

    /// <summary>Runs a test.</summary>
    /// <exception cref="DiagnosticException">The plan can't be compiled, or the file names a receiver that the flow doesn't have.</exception>
    public async Task<CaseResult> RunAsync(FlowTestCase test, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(test.Options.Timeout);
        IReadOnlyList<Difference> differences;
        try
        {
            differences = await DifferencesAsync(test, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            differences = [TimedOut(test)];
        }

        return new CaseResult(flow.File, test, differences, TimeProvider.System.GetElapsedTime(started));
    }

    private static Difference TimedOut(FlowTestCase test) =>
        new("time", $"the test took longer than {test.Options.Timeout.TotalSeconds:0.###} s", "give it more with timeout:, or see what it waits for");

    private async Task<IReadOnlyList<Difference>> DifferencesAsync(FlowTestCase test, CancellationToken cancel)
    {
        var stubs = new StubBook(Answers(test.Options), isComplete: true);                                      // 1
        var time = Clock(test.Options);
        await using var stores = new LocalStores(LocalFolder.Take, Tenant, time);
        await FillAsync(stores, test.Options, cancel);
        await using var services = new ServiceCollection().AddLocalAdapters(time, new LocalClients()).BuildServiceProvider();
        var context = new LocalContext(new(Tenant, flow.Flow.Name, 1), flow.Bundle, services)
        {
            Time = time,
            Credentials = AnyCredential.Instance,
            Stores = stores,
            AllowedHeaders = flow.Flow.AllowedHeaders,
        };
        await using var plan = FlowCompiler.Compile(flow.Flow, context, stubs);                                 // 2
        CheckNames(stubs);
        coverage.Know(plan);
        await plan.StartAsync(cancel);
        var log = new CaseLog();
        using var gate = new FlowGate(flow.Flow.Concurrency);
        var logging = new FlowLogging(log, new FlowLogLevel(time), time);
        CaseReceipt? last = null;
        foreach (var message in test.Options.Send)                                                              // 3
        {
            var entry = plan.Entries.Count == 0 ? new(null!, plan.Main) : plan.Entries[Math.Min(message.Channel, plan.Entries.Count - 1)];
            using var inlet = new FlowInlet(plan, entry, gate, logging);
            last = Receipt(message);
            await RunAsync(inlet, last, cancel);
        }

        coverage.Count(log);
        return new Expectations(test.Options.Expect, flow.Folder).Differences(new CaseEnd(last!, log, stubs));  // 4
    }

    // What the test says comes first, and what is there stays.
    private async Task FillAsync(LocalStores stores, TestCaseOptions test, CancellationToken cancel)
    {
        var contents = new StoreContents(stores, flow.Flow.Name, flow.Folder);
        await contents.PutAsync(test.Stores, cancel);
        await contents.PutAsync(flow.Tests.Options.Stores, cancel);
    }

    // A flow that ignores its cancellation must not hold the test.
    private static async Task RunAsync(FlowInlet inlet, CaseReceipt receipt, CancellationToken cancel)
    {
        using var admission = await inlet.EnterAsync(cancel);
        await inlet.ProcessAsync(receipt, cancel).AsTask().WaitAsync(cancel);
        cancel.ThrowIfCancellationRequested();
    }

    private CaseReceipt Receipt(SentMessageOptions message)
    {
        var receipt = new CaseReceipt
        {
            Message = new Message { Body = Payload.FromBytes(BodyFiles.Read(message.Body, flow.Folder)) },
            Sender = "test",
        };
        foreach (var (name, value) in message.Headers)
        {
            receipt.Message.Headers.Set(name, value);
        }

        foreach (var (name, value) in message.Properties)
        {
            receipt.Properties.Set(name, value);
        }

        return receipt;
    }

    private Dictionary<string, IReadOnlyList<StubAnswer>> Answers(TestCaseOptions test)
    {
        var answers = new Dictionary<string, IReadOnlyList<StubAnswer>>(StringComparer.Ordinal);
        foreach (var (name, list) in flow.Tests.Options.Stubs.Concat(test.Stubs))
        {
            answers[name] = [.. list.DefaultIfEmpty(new StubAnswerOptions()).Select(answer => StubAnswer.Of(answer, flow.Folder))];
        }

        return answers;
    }

    private TimeProvider Clock(TestCaseOptions test) => (test.Now ?? flow.Tests.Options.Now) is { } now
        ? new FixedTime(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
        : TimeProvider.System;

    private void CheckNames(StubBook stubs)
    {
        var unknown = flow.Tests.Receivers.Where(r => !stubs.Names.Contains(r.Name, StringComparer.Ordinal)).ToList();
        if (unknown.Count > 0)
        {
            throw new DiagnosticException([.. unknown.Select(r => Diagnostic.Error(UnknownReceiver, r.Span, Unknown(r.Name, stubs.Names)))]);
        }
    }

    private static string Unknown(string name, IReadOnlyList<string> known) => known.Count == 0
        ? $"unknown receiver '{name}': the flow calls none"
        : $"unknown receiver '{name}'{Suggestion.DidYouMean(name, known)}; the flow has {string.Join(", ", known)}";
}
