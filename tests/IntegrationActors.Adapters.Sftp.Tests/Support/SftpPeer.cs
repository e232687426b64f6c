using System.Globalization;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Sftp.Tests.Support;

/// <summary>A folder of its own on the OpenSSH server that all tests share, reached through a proxy that only this test troubles.</summary>
internal sealed class SftpPeer : IDisposable
{
    private static readonly Lazy<TestServer> Servers = new(() => new TestServer("sftp"));

    private readonly Lazy<FaultProxy> _proxy;
    private readonly TestServer _server;

    public SftpPeer(TestServer? server = null)
    {
        _server = server ?? Servers.Value;
        _proxy = new Lazy<FaultProxy>(() => new FaultProxy(_server.Port));
        Name = $"t{Guid.NewGuid():N}";
        Make("");
    }

    /// <summary>The folder, from the home folder of the user.</summary>
    public string Name { get; }

    public FaultProxy Proxy => _proxy.Value;

    public TestServer Server => _server;

    public string HostKey => _server["host_key_fingerprint"];

    public string Password => _server["password"];

    /// <summary>The options that every channel needs, through the proxy if it is used.</summary>
    public string Access(bool throughProxy = false, string credential = "sftp", string? hostKey = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"host: \"127.0.0.1:{(throughProxy ? Proxy.Port : _server.Port)}\", credential: {credential}, hostKeys: [\"{hostKey ?? HostKey}\"], directory: {Name}");

    public FlowHost Host(TimeProvider? time = null)
    {
        var host = new FlowHost(typeof(SftpChannelOptions).Assembly, time);
        host.Credentials["sftp"] = new UserCredential("sftp", _server["user"], Password);
        host.Credentials["wrong"] = new UserCredential("wrong", _server["user"], WrongPassword);
        return host;
    }

    public const string WrongPassword = "not-the-s3cret";

    /// <summary>The server wants another password from now on; for a server of the test's own.</summary>
    public void SetPassword(string password) => _server.Do("password", _server["user"], password);

    public string PathOf(string name) => Path.Combine(_server["home"], Name, name);

    public void Make(string folder)
    {
        Directory.CreateDirectory(PathOf(folder));
        File.SetUnixFileMode(PathOf(folder), (UnixFileMode)0b111_111_111);
    }

    /// <summary>Puts a file there in one go, as a careful writer does.</summary>
    public void Put(string name, ReadOnlySpan<byte> body)
    {
        var hidden = PathOf($".{Guid.NewGuid():N}");
        File.WriteAllBytes(hidden, body);
        File.SetUnixFileMode(hidden, (UnixFileMode)0b110_110_110);
        File.Move(hidden, PathOf(name), overwrite: true);
    }

    public byte[]? Find(string name) => File.Exists(PathOf(name)) ? File.ReadAllBytes(PathOf(name)) : null;

    /// <summary>Names of all files, hidden ones too.</summary>
    public string[] Files(string folder = "") => [.. Directory.EnumerateFiles(PathOf(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (_proxy.IsValueCreated)
        {
            _proxy.Value.Dispose();
        }

        if (Directory.Exists(PathOf("")))
        {
            Directory.Delete(PathOf(""), recursive: true);
        }
    }
}
