using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Contracts;

/// <summary>An authorization server that gives access tokens to clients (<c>tests/servers/oidc.sh</c>).</summary>
public sealed class AuthorizationServer(params string[] options) : IDisposable
{
    private readonly TestServer _server = new("oidc", options);

    public string Url => _server["token_url"];

    /// <summary>Where its public keys are.</summary>
    public string KeysUrl => _server["jwks_url"];

    /// <summary>Its public keys as files, the way Dovecot looks for them.</summary>
    public string KeysFolder => _server["keys"];

    /// <summary>What its certificate has to be checked with; only with <c>--tls</c>.</summary>
    public string Authority => _server["ca"];

    /// <summary>How many requests for tokens there were.</summary>
    public int Asked => int.Parse(_server.Do("asked"), CultureInfo.InvariantCulture);

    /// <summary>Id and secret of its client, as they are now.</summary>
    public UserCredential Client(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(_server["clients_file"]));
        var client = file.RootElement.GetProperty("clients").EnumerateArray().Single(one => one.GetProperty("id").GetString() == _server["client_id"]);
        return new UserCredential(name, _server["client_id"], client.GetProperty("secret").GetString()!);
    }

    /// <summary>Gives its client another secret.</summary>
    public void ChangeSecret() => _server.Do("change", _server["client_id"]);

    public void Down() => _server.Do("down");

    public void Up() => _server.Do("up");

    public void Freeze() => _server.Do("freeze");

    public void Thaw() => _server.Do("thaw");

    public void Dispose() => _server.Dispose();
}
