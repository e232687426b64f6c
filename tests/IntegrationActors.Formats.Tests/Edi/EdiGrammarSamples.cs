namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>Grammars of the samples, as far as the samples use them.</summary>
internal static class EdiGrammarSamples
{
    public const string OrdersD96A = """
        grammar: edifact
        message: ORDERS
        version: D
        release: 96A
        include: directory.yaml
        structure:
          - BGM: M 1
          - DTM: M 35
          - FTX: C 99
          - SG1: { use: C 10, structure: [ RFF: M 1, DTM: C 5 ] }
          - SG2:
              use: C 99
              structure:
                - NAD: M 1
                - LOC: C 25
                - SG5: { use: C 5, structure: [ CTA: M 1, COM: C 5 ] }
          - SG7: { use: C 5, structure: [ CUX: M 1, DTM: C 5 ] }
          - SG25:
              use: C 200000
              structure:
                - LIN: M 1
                - PIA: C 25
                - IMD: C 99
                - QTY: C 99
                - SG28: { use: C 25, structure: [ PRI: M 1 ] }
          - UNS: M 1
          - CNT: C 10
        """;

    public const string Directory = """
        segments:
          BGM: { name: Beginning of message, elements: [ C002: C, "1004": C, "1225": C, "4343": C ] }
          DTM: { elements: [ C507: M ] }
          FTX: { elements: [ "4451": M, "4453": C, C107: C, C108: C, "3453": C ] }
          RFF: { elements: [ C506: M ] }
          NAD: { elements: [ "3035": M, C082: C, C058: C, C080: C, C059: C, "3164": C, "3229": C, "3251": C, "3207": C ] }
          CTA: { elements: [ "3139": C, C056: C ] }
          COM: { elements: [ C076: M 3 ] }
          CUX: { elements: [ C504: C, C504: C, "5402": C, "6341": C ] }
          LIN: { elements: [ "1082": C, "1229": C, C212: C, C829: C, "1222": C, "7083": C ] }
          PIA: { elements: [ "4347": M, C212: M, C212: C, C212: C, C212: C, C212: C ] }
          IMD: { elements: [ "7077": C, "7081": C, C273: C, "7383": C ] }
          QTY: { elements: [ C186: M ] }
          PRI: { elements: [ C509: C, "5213": C ] }
          CNT: { elements: [ C270: M ] }
        composites:
          C002: { components: [ "1001": C, "1131": C, "3055": C, "1000": C ] }
          C507: { components: [ "2005": M, "2380": C, "2379": C ] }
          C107: { components: [ "4441": M, "1131": C, "3055": C ] }
          C108: { components: [ "4440": M, "4440": C, "4440": C, "4440": C, "4440": C ] }
          C506: { components: [ "1153": M, "1154": C, "1156": C, "4000": C ] }
          C082: { components: [ "3039": M, "1131": C, "3055": C ] }
          C058: { components: [ "3124": M, "3124": C, "3124": C, "3124": C, "3124": C ] }
          C080: { components: [ "3036": M, "3036": C, "3036": C, "3036": C, "3036": C, "3045": C ] }
          C059: { components: [ "3042": M, "3042": C, "3042": C ] }
          C056: { components: [ "3413": C, "3412": C ] }
          C076: { components: [ "3148": M, "3155": M ] }
          C504: { components: [ "6347": M, "6345": C, "6343": C, "6348": C ] }
          C212: { components: [ "7140": C, "7143": C, "1131": C, "3055": C ] }
          C829: { components: [ "5495": C, "1082": C ] }
          C273: { components: [ "7009": C, "1131": C, "3055": C, "7008": C, "7008": C, "3453": C ] }
          C186: { components: [ "6063": M, "6060": M, "6411": C ] }
          C509: { components: [ "5125": M, "5118": C, "5375": C ] }
          C270: { components: [ "6069": M, "6066": M, "6411": C ] }
        elements:
          "1001": { name: Document/message name coded, type: an..3, codes: { "220": Order, "221": Blanket order } }
          "1004": an..35
          "1225": an..3
          "2005": an..3
          "2380": an..35
          "2379": an..3
          "3035": { type: an..3, codes: [ BY, SU, DP, IV ] }
          "3039": an..17
          "6060": n..15
          "5118": n..15
          "6066": n..18
          "3207": an..3
        """;

    public const string PurchaseOrder850 = """
        {
          "grammar": "x12", "message": "850", "version": "004010",
          "structure": [
            { "BEG": "M 1" }, { "REF": "O >1" }, { "PER": "O 3" }, { "DTM": "O 10" },
            { "N1": { "use": "O 200", "structure": [ { "N1": "M 1" }, { "N3": "O 2" }, { "N4": "O >1" } ] } },
            { "PO1": { "use": "M 100000", "structure": [ { "PO1": "M 1" }, { "PID": { "use": "O 1000", "structure": [ { "PID": "M 1" } ] } } ] } },
            { "CTT": { "use": "O 1", "structure": [ { "CTT": "M 1" } ] } }
          ],
          "segments": {
            "BEG": { "elements": [ { "353": "M" }, { "92": "M" }, { "324": "M" }, { "328": "O" }, { "373": "M" } ] },
            "N1": { "elements": [ { "98": "M" }, { "93": "X" }, { "66": "X" }, { "67": "X" } ] },
            "PO1": { "elements": [ { "350": "O" }, { "330": "X" }, { "355": "O" }, { "212": "X" }, { "639": "O" }, { "235": "X" }, { "234": "X" }, { "235": "X" }, { "234": "X" } ] },
            "CTT": { "elements": [ { "354": "M" } ] }
          },
          "elements": {
            "353": { "type": "id 2/2", "codes": [ "00", "01", "04" ] },
            "92": "id 2/2", "324": "an 1/22", "328": "an 1/30", "373": "dt 8/8",
            "98": "id 2/3", "93": "an 1/60", "66": "id 1/2", "67": "an 2/80",
            "350": "an 1/20", "330": "r 1/15", "355": "id 2/2", "212": "r 1/17", "354": "n0 1/6"
          }
        }
        """;

    public static Formats.Edi.Grammars.EdiGrammar Orders => EdiConvert.Grammar(OrdersD96A, ("edi/directory.yaml", Directory));

    public static Formats.Edi.Grammars.EdiGrammar PurchaseOrder => EdiConvert.Grammar(PurchaseOrder850);
}
