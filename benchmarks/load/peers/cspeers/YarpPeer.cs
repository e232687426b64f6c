using Yarp.ReverseProxy.Configuration;

static class YarpPeer
{
    public static void AddTo(IServiceCollection services, string backend)
    {
        var route = new RouteConfig
        {
            RouteId = "all",
            ClusterId = "backend",
            Match = new() { Path = "/{**any}" },
        };
        var cluster = new ClusterConfig
        {
            ClusterId = "backend",
            Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = backend } },
        };
        services.AddReverseProxy().LoadFromMemory([route], [cluster]);
    }
}
