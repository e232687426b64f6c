namespace IntegrationActors.Contracts;

/// <summary>Tests against a server that is started as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = TestServer.Obstacle;
}
