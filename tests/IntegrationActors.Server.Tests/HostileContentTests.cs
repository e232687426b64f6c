using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

/// <summary>
/// Content, and steps of authors, that would cost a node its memory or its time: each is sent to a server of its own process, which refuses it with the code of its step, within 2 s of processor time and 200 MB, and takes
/// the next message.
/// </summary>
public sealed class HostileContentTests(HostileContentTests.Node node) : IClassFixture<HostileContentTests.Node>
{
    // Of the server's processor time: other tests may have the processors meanwhile.
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(2);

    private const double MostMegabytes = 200;

    public static TheoryData<string> Cases => [.. HostileCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_quickly_within_bounded_memory_and_the_next_message_is_fine(string name)
    {
        var hostile = HostileCases.All.Single(c => c.Name == name);
        var body = hostile.Body();
        node.Server.ResetPeak();
        var (memory, used) = (node.Server.ResidentMemory(), node.Server.CpuTime());

        var answer = await node.PostAsync(name, body);

        var (took, needed) = (node.Server.CpuTime() - used, node.Server.PeakMemory() - memory);
        Assert.True(hostile.Codes.Split(' ').Any(code => answer.StartsWith(code, StringComparison.Ordinal)), $"{name}: {answer[..Math.Min(300, answer.Length)]}");
        Assert.InRange(took, TimeSpan.Zero, Quickly);
        Assert.InRange(needed, double.MinValue, MostMegabytes);
        Assert.Equal("hello", await node.PostAsync("good", "hello"u8.ToArray()));
    }

    public sealed class Node : IAsyncLifetime
    {
        internal ServerProcess Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ServerProcess.StartFreshAsync();
            using var api = Server.CreateOperator();
            using var keys = await api.PutAsync("tenants/demo/credentials/edi", JsonContent.Create(new { kind = "pgpKeys", pgpKeys = PgpMessages.Keys, password = PgpMessages.Password }));
            Assert.True(keys.IsSuccessStatusCode, await keys.Content.ReadAsStringAsync());
            using var content = new ByteArrayContent(Bundle());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            using var response = await api.PutAsync("tenants/demo/flows/hostile?force=true", content);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());

            // What a step needs the first time is not what its message needs.
            foreach (var hostile in HostileCases.All)
            {
                await PostAsync(hostile.Name, Encoding.UTF8.GetBytes(hostile.WarmUp));
            }
        }

        /// <summary>What the flow answers: its body, or what went wrong, beginning with the code.</summary>
        public async Task<string> PostAsync(string kind, byte[] body)
        {
            using var http = Server.CreateSender();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/t/demo/http/hostile") { Content = new ByteArrayContent(body) };
            request.Headers.TryAddWithoutValidation("X-Kind", kind);
            using var response = await http.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();

        private static byte[] Bundle()
        {
            using var zip = new MemoryStream();
            using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (path, content) in HostileCases.Files.Prepend(KeyValuePair.Create("hostile.flow.yaml", Flow())))
                {
                    using var entry = archive.CreateEntry(path).Open();
                    entry.Write(Encoding.UTF8.GetBytes(content));
                }
            }

            return zip.ToArray();
        }

        private static string Flow()
        {
            var flow = new StringBuilder("""
                flow: hostile
                from:
                  https: { path: /hostile, authentication: none, maxBodySize: 100MB, allowedHeaders: [X-Kind] }
                steps:
                  - router:
                      - when: "${header.X-Kind} = 'good'"
                        steps: [ log: good ]

                """);
            foreach (var hostile in HostileCases.All)
            {
                flow.Append(CultureInfo.InvariantCulture, $"      - when: \"${{header.X-Kind}} = '{hostile.Name}'\"\n        steps:\n");
                flow.AppendJoin('\n', hostile.Step.Split('\n').Select(line => "          " + line)).Append('\n');
            }

            return flow.Append("onError:\n  - set: { body: \"${property.CamelExceptionCaught}\" }\n").ToString();
        }
    }
}
