using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Server;
using IntegrationActors.Server.Hosting;
using IntegrationActors.Storage;
using Microsoft.AspNetCore.Connections;

const int CannotStart = 1;
const int WrongUsage = 2;

FewProcessors.BeginWithTheirCollector();

// Patterns of XML and JSON schemas are run by libraries that set no time limit of their own.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));

try
{
    var arguments = ServerArguments.Parse(args);
    if (arguments.Question is { } answer)
    {
        await Console.Out.WriteLineAsync(answer);
        return 0;
    }

    var config = NodeConfig.Load(NodeConfig.FindFolder(), EnvironmentVariables.Read(), arguments.Settings);
    await using var node = await Node.StartAsync(config, Console.Out);
    await node.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or ConfigException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return WrongUsage;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"The server can't start: {e.Message.TrimEnd('.')}. Another program listens there, perhaps another server or 'ia run': end it, or choose other addresses with "
        + "--set integration-actors.http.address=http://127.0.0.1:PORT and --set integration-actors.management.address=http://127.0.0.1:PORT.");
    return CannotStart;
}
catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException or StoreUnavailableException or StoreVersionException)
{
    await Console.Error.WriteLineAsync($"The server can't start: {e.Message}");
    return CannotStart;
}
