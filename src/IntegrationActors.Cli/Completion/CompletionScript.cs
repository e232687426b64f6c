namespace IntegrationActors.Cli.Completion;

/// <summary>Writes completion scripts: words are compiled in, names of flows are asked of the server.</summary>
internal static class CompletionScript
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "pwsh"];

    public static string For(string shell, IReadOnlyList<CompletionWords> words) => shell switch
    {
        "bash" => Bash(words),
        "zsh" => Zsh(words),
        _ => PowerShell(words),
    };

    private static string Cases(IReadOnlyList<CompletionWords> words) =>
        string.Join('\n', words.Select(w => $"    \"{w.Path}\") words=\"{string.Join(' ', w.Words)}\" ;;"));

    // Options and their values do not count as words of the command; two words at most name one.
    private static string Bash(IReadOnlyList<CompletionWords> words) => $$"""
        # bash completion of ia: source <(ia completion bash)
        _ia() {
          local current="${COMP_WORDS[COMP_CWORD]}" path="" words="" i
          for ((i = 1; i < COMP_CWORD && i <= 2; i++)); do
            [[ "${COMP_WORDS[i]}" == -* ]] && break
            path="${path:+$path }${COMP_WORDS[i]}"
          done
          case "$path" in
        {{Cases(words)}}
            *) path="${path%% *}"
              case "$path" in
        {{Cases(words)}}
              esac ;;
          esac
          case "$path" in
            "describe flow"|"delete flow"|send|trace|log-level) [[ "$current" == -* ]] || words="$words $(ia get flows -o name 2>/dev/null)" ;;
          esac
          COMPREPLY=($(compgen -W "$words" -- "$current"))
          [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
        }
        complete -o filenames -F _ia ia
        """;

    private static string Zsh(IReadOnlyList<CompletionWords> words) => $$"""
        #compdef ia
        # zsh completion of ia: source <(ia completion zsh)
        _ia() {
          local line="" found="" i
          for ((i = 2; i < CURRENT && i <= 3; i++)); do
            [[ "${words[i]}" == -* ]] && break
            line="${line:+$line }${words[i]}"
          done
          _ia_words "$line" || { line="${line%% *}"; _ia_words "$line"; }
          case "$line" in
            "describe flow"|"delete flow"|send|trace|log-level) found="$found $(ia get flows -o name 2>/dev/null)" ;;
          esac
          compadd -- ${(z)found}
          _files
        }
        _ia_words() {
          local words=""
          case "$1" in
        {{Cases(words)}}
            *) return 1 ;;
          esac
          found="$words"
        }
        compdef _ia ia
        """;

    private static string PowerShell(IReadOnlyList<CompletionWords> words) => $$"""
        # PowerShell completion of ia: ia completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName ia -ScriptBlock {
          param($current, $ast, $position)
          $known = @{
        {{string.Join('\n', words.Select(w => $"    '{w.Path}' = '{string.Join(' ', w.Words)}'"))}}
          }
          $given = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -ne $current -and $_ -notlike '-*' } | Select-Object -First 2)
          $path = $given -join ' '
          if (-not $known.ContainsKey($path) -and $given.Count -gt 0) { $path = $given[0] }
          $candidates = @("$($known[$path])" -split ' ')
          if ($path -in 'describe flow', 'delete flow', 'send', 'trace', 'log-level') { $candidates += @(ia get flows -o name 2>$null) }
          $candidates | Where-Object { $_ -like "$current*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;
}
