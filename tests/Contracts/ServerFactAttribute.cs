namespace IntegrationActors.Contracts;

/// <summary>A test against a server that is started as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = TestServer.Obstacle;
}
