namespace IntegrationActors.Server.Hosting;

/// <summary>Removes the socket file that a killed process left. Runs after the runtime has taken the data folder and before the listener binds.</summary>
internal sealed class StaleSocket(DataFolder data) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (data.Socket is not null)
        {
            File.Delete(data.Socket);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
