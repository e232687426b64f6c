namespace IntegrationActors.Security.Tests;

public sealed class MasterKeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-security-").FullName;

    private string KeyFile => Path.Combine(_folder, MasterKeyRing.FileName);

    [Fact]
    public void The_file_is_made_once_and_readable_by_its_owner_alone()
    {
        var first = MasterKeyRing.FromFile(_folder);
        var again = MasterKeyRing.FromFile(_folder);

        Assert.Equal(first.Current.Id, again.Current.Id);
        Assert.Equal([KeyFile], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        MasterKeyRing.FromFile(_folder);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("chmod 600", Assert.Throws<InvalidOperationException>(() => MasterKeyRing.FromFile(_folder)).Message);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData(" , ")]
    public void A_key_that_is_none_is_refused_without_being_repeated(string text)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => MasterKeyRing.Parse(text));

        Assert.Contains(MasterKeyRing.Variable, refusal.Message);
        Assert.DoesNotContain("AAAA", refusal.Message);
    }

    [Fact]
    public void A_broken_file_is_not_replaced()
    {
        File.WriteAllText(KeyFile, "broken");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Throws<InvalidOperationException>(() => MasterKeyRing.FromFile(_folder));
        Assert.Equal("broken", File.ReadAllText(KeyFile));
    }

    [Fact]
    public void A_key_that_is_put_in_front_of_the_file_is_taken_by_a_running_node()
    {
        var ring = MasterKeyRing.FromFile(_folder);
        var old = ring.Current;
        File.WriteAllText(KeyFile, $"{Convert.ToBase64String(new byte[32])}\n{File.ReadAllText(KeyFile)}");

        ring.Reload();

        Assert.NotEqual(old.Id, ring.CurrentId);
        Assert.True(ring.TryFind(old.Number, out _));
    }

    [Fact]
    public void A_file_that_was_broken_meanwhile_leaves_the_keys_as_they_are()
    {
        var ring = MasterKeyRing.FromFile(_folder);
        var old = ring.CurrentId;
        File.WriteAllText(KeyFile, "broken");

        Assert.Throws<InvalidOperationException>(ring.Reload);
        Assert.Equal(old, ring.CurrentId);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
