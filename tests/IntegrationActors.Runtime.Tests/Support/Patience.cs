namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>How long a test waits for what has to come. Only a failing test waits that long; the 3 s of the TestKit are too short beside a dozen other test runs.</summary>
internal static class Patience
{
    public const string Hocon = """
        akka.test.single-expect-default = 30s
        akka.test.default-timeout = 30s

        """;
}
