using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Sftp.Fetching;

/// <summary>Fetches files for messages: (1) where to look; (2) a connection, which lasts as long as the run; (3) the list, or the first file that nobody else has; (4) what is left for the end of the run.</summary>
public sealed class SftpFetchAdapter : IReceiverAdapter, IChannelProbe
{
    private const string Found = "SAP_PollEnrichMessageFound";
    private const int MostListed = 100_000;

    // Others may have some of them.
    private const int MostTried = 1000;

    private readonly SftpFetchOptions _options;
    private readonly IFlowContext _context;
    private readonly SftpConnector _connector;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1370 to IA1372: a key or a constant host is none.</exception>
    public SftpFetchAdapter(SftpFetchOptions options, IFlowContext context)
    {
        SftpHosts.CheckHost(options.Host);
        (_options, _context, _connector) = (options, context, new SftpConnector(options, context));
    }

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            if (!expectsReply)
            {
                throw new FaultException(FileFaults.BadPath, "'sftpFetch' gives an answer, which 'send' does not take.", "Write 'call' or 'enrich'.");
            }

            var host = await SftpHosts.HostAsync(_options.Host, exchange, cancel);              // 1
            var folder = await TextAsync(_options.Directory, exchange, "", cancel);
            FilePaths.Check(folder, forbidsParents: true);
            var selection = new FileSelection(_options, folder, await TextAsync(_options.FileName, exchange, "*", cancel));
            exchange.Log.AddReceiver(host.ToString());
            var session = new SftpSession(_connector, host);                                    // 2
            await FetchAsync(exchange, session, selection, cancel);
            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new SftpProbe(_connector).RunAsync(_options.Host, _options.Directory, cancel);

    public ValueTask DisposeAsync() => default;

    private async ValueTask FetchAsync(Exchange exchange, SftpSession session, FileSelection selection, CancellationToken cancel)
    {
        FetchedFile? fetched = null;
        try
        {
            var connection = await session.OpenAsync(cancel);
            var taking = new FileTaking(_options, _context, session, selection, isIdempotent: false);
            var most = _options.Mode == FetchMode.List ? MostListed : MostTried;
            var found = await taking.SelectAsync(connection, most, _ => 0, cancel);             // 3
            if (_options.Mode == FetchMode.List)
            {
                await AnswerAsync(exchange, FileList.Write(found.Files, connection.Resolve(selection.Folder), _context.Spool), found.Files.Count > 0);
                return;
            }

            if (await FirstAsync(taking, connection, found.Files, cancel) is not { } file)
            {
                await AnswerAsync(exchange, Payload.Empty, isFound: _options.Required ? throw FileFaults.Missing(connection.Target.Shown, $"{selection.Folder}/{selection.Pattern}") : false);
                return;
            }

            var body = await OpenAsync(connection, file, taking, cancel);
            fetched = new FetchedFile(file, taking.Closing, session, body);
            exchange.Completions.Add(fetched);                                                  // 4
            await AnswerAsync(exchange, Payload.FromStream(body, file.File.Size, _context.Spool), isFound: true);
            FileHeaders.Set(exchange.Headers, file.File, connection.Resolve(selection.Folder), _options.Flatten);
        }
        finally
        {
            if (fetched is null)
            {
                session.Dispose();
            }
        }
    }

    private static async ValueTask<Stream> OpenAsync(SftpConnection connection, TakenFile file, FileTaking taking, CancellationToken cancel)
    {
        try
        {
            return await connection.OpenReadAsync(file.File.Path, cancel);
        }
        catch (Exception)
        {
            await taking.Closing.GiveBackAsync(file);
            throw;
        }
    }

    private static async ValueTask<TakenFile?> FirstAsync(FileTaking taking, SftpConnection connection, IReadOnlyList<FileEntry> files, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            if (await taking.TryAsync(connection, file, cancel) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    private static async ValueTask AnswerAsync(Exchange exchange, Payload body, bool isFound)
    {
        exchange.Headers.Set(Found, isFound ? "true" : "false");
        await exchange.ReplaceBodyAsync(body);
    }

    private static async ValueTask<string> TextAsync(Expression? expression, Exchange exchange, string otherwise, CancellationToken cancel) =>
        expression is not null && await expression.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } text ? text : otherwise;
}
