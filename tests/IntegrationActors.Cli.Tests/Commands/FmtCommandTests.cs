namespace IntegrationActors.Cli.Tests.Commands;

public sealed class FmtCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private readonly Ia _ia;

    public FmtCommandTests() => _ia = new Ia { Folder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Indentation_quotes_and_order_are_brought_into_one_form_with_all_comments()
    {
        var file = _folder.Write("a.flow.yaml", "# file\n\nsteps:\n    # about set\n    -   set:\n            properties: {a: 'x',\n               b: \"y\" }   # inline\n            body: |\n                hello\n                  world\n\n                end\n\n\n    - router:\n      # cond\n      - when: '${header.x} = ''1'''\n        steps:\n        - end   \n# from\nfrom:\n   https: { path: '/a' }\nflow: a");

        var result = await _ia.RunAsync("fmt");

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Equal(
            """
            # file

            flow: a
            # from
            from:
              https: { path: "/a" }
            steps:
              # about set
              - set:
                  properties: {a: "x",
                     b: "y" }   # inline
                  body: |
                    hello
                      world

                    end

              - router:
                  # cond
                  - when: '${header.x} = ''1'''
                    steps:
                      - end

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(file));
        Assert.Equal(ExitCode.Fine, (await _ia.RunAsync("fmt", "--check")).ExitCode);
    }

    [Fact]
    public async Task Check_shows_what_would_change_and_writes_nothing()
    {
        var file = _folder.Write("a.flow.yaml", "steps: [ end ]\nflow: a\n");

        var result = await _ia.RunAsync("fmt", "--check");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("-steps: [ end ]\n flow: a\n+steps: [ end ]\n", result.Output);
        Assert.StartsWith("steps", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_file_that_is_no_YAML_stays_as_it_is()
    {
        _folder.Write("a.flow.yaml", "flow: [a\n");

        var result = await _ia.RunAsync("fmt");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("a.flow.yaml(1,7): error IA1000", result.Error);
    }

    [Fact]
    public async Task The_samples_are_formatted() => Assert.Equal(ExitCode.Fine, (await new Ia().RunAsync("fmt", "--check", Path.Combine(Repository.Root, "samples"))).ExitCode);
}
