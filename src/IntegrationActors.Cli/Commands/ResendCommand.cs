using System.CommandLine;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Sends messages again from their kept input.</summary>
internal sealed class ResendCommand : ICliCommand
{
    private readonly Argument<string[]> _messages = new("ID") { Arity = ArgumentArity.OneOrMore, Description = "Ids of messages" };

    public string Name => "resend";

    public string Summary => "Sends messages again from the input that their flow kept (keepInput), as new messages linked to them.";

    public IReadOnlyList<string> Examples => ["ia resend 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"];

    public IReadOnlyList<Symbol> Arguments => [_messages];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        foreach (var message in run.Value(_messages))
        {
            var sent = await run.Api.SendAsync(HttpMethod.Post, run.InTenant("messages", message, "resend"), (HttpContent?)null, cancel);
            run.Printer.One(sent, sent.Text("id"), () => run.Out.WriteLine(sent.Text("queue") is { } queue
                ? $"{message} is tried again in queue {queue}"
                : $"{message} is sent again as {sent.Text("id")}"));
        }

        return ExitCode.Fine;
    }
}
