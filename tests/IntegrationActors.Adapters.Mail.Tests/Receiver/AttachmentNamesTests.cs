using System.Text;
using IntegrationActors.Adapters.Mail.Receiver;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Tests.Receiver;

public sealed class AttachmentNamesTests
{
    public static TheoryData<string> Characters => ["🚚", "語", "ü", "'", "*", "%", "\"", "a b;=,(c)@\\?/[]<>:"];

    [Theory]
    [MemberData(nameof(Characters))]
    public void Every_character_is_kept_wherever_lines_end(string character)
    {
        for (var before = 0; before < 150; before++)
        {
            var name = $"{new string('x', before)}{character}🚚{character}.csv";

            Assert.Equal(name, Read(Written(name)));
        }
    }

    [Fact]
    public void Names_that_every_server_reads_are_written_as_they_are()
    {
        Assert.Contains("filename=orders.csv", Written("orders.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_longer_than_mail_should_have()
    {
        var text = Written(string.Concat(Enumerable.Repeat("größe 🚚 ", 50)));

        Assert.All(text.ReplaceLineEndings("\n").Split('\n'), line => Assert.InRange(line.Length, 0, 78));
    }

    private static string Written(string name)
    {
        var part = new MimePart("text", "plain") { Content = new MimeContent(new MemoryStream()) };
        AttachmentNames.Set(part, name);
        using var bytes = new MemoryStream();
        part.WriteTo(bytes);
        return Encoding.ASCII.GetString(bytes.ToArray());
    }

    private static string Read(string part)
    {
        using var bytes = new MemoryStream(Encoding.ASCII.GetBytes(part));
        return MimeEntity.Load(bytes).ContentDisposition!.FileName!;
    }
}
