namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>Messages as partners exchange them, in canonical form: no line breaks between segments, no separators behind the last value.</summary>
internal static class EdiSamples
{
    public static string OrdersD96A { get; } = Lines("""
        UNA:+.? '
        UNB+UNOC:3+4012345000009:14+4098765000010:14+261128:0930+ORD0000417'
        UNH+1+ORDERS:D:96A:UN:EAN008'
        BGM+220+PO-2026-4711+9'
        DTM+137:20261128:102'
        DTM+2:20261205:102'
        FTX+AAI+++Please deliver at gate 4?: ring twice?+wait'
        RFF+CT:FRAME-12'
        NAD+BY+4012345000009::9++Müller & Söhne GmbH+Hauptstraße 5+Köln++50667+DE'
        CTA+OC+:Eva Groß'
        COM+?+49 221 4711:TE'
        NAD+SU+4098765000010::9'
        CUX+2:EUR:9'
        LIN+1++4000862141404:EN'
        PIA+1+A-100:SA+B-7:BP'
        IMD+F++:::Bolt M8 x 40'
        QTY+21:48:PCE'
        PRI+AAA:12.5'
        LIN+2++4000862141411:EN'
        QTY+21:1000:PCE'
        PRI+AAA:0.75'
        UNS+S'
        CNT+2:2'
        UNT+22+1'
        UNZ+1+ORD0000417'
        """);

    public static string InvoicD01B { get; } = Lines("""
        UNB+UNOC:3+4098765000010:14+4012345000009:14+261201:1200+INV88++INVOIC'
        UNH+88001+INVOIC:D:01B:UN'
        BGM+380+RE-2026-1001+9'
        DTM+137:20261201:102'
        RFF+ON:PO-2026-4711'
        NAD+SU+4098765000010::9'
        NAD+BY+4012345000009::9'
        TAX+7+VAT+++:::19+S'
        CUX+2:EUR:4'
        LIN+1++4000862141404:SRV'
        QTY+47:48'
        MOA+203:600'
        PRI+AAA:12.5:::1:PCE'
        UNS+S'
        MOA+79:1350'
        MOA+124:256.5'
        MOA+77:1606.5'
        UNT+17+88001'
        UNZ+1+INV88'
        """);

    public static string DesadvWithGroup { get; } = Lines("""
        UNB+UNOA:2+SUPPLIER+BUYER+261202:0800+77'
        UNG+DESADV+SUPPLIER+BUYER+261202:0800+5+UN+D:96A'
        UNH+1+DESADV:D:96A:UN'
        BGM+351+DES-1+9'
        DTM+11:20261203:102'
        CPS+1'
        PAC+2++201'
        LIN+1++4000862141404:EN'
        QTY+12:48'
        UNT+8+1'
        UNH+2+DESADV:D:96A:UN'
        BGM+351+DES-2+9'
        DTM+11:20261204:102'
        CPS+1'
        UNT+5+2'
        UNE+2+5'
        UNZ+1+77'
        """);

    public static string Contrl { get; } = Lines("""
        UNB+UNOA:3+BUYER+SUPPLIER+261202:0815+901'
        UNH+1+CONTRL:D:3:UN'
        UCI+77+SUPPLIER+BUYER+7'
        UCM+2+DESADV:D:96A:UN+4'
        UCS+3+13'
        UNT+5+1'
        UNZ+1+901'
        """);

    public static string PurchaseOrder850 { get; } = Lines("""
        ISA*00*          *00*          *ZZ*BUYERCO        *01*123456789      *261128*0930*U*00401*000000417*0*P*>~
        GS*PO*BUYERCO*123456789*20261128*0930*417*X*004010~
        ST*850*0001~
        BEG*00*SA*PO-4711**20261128~
        REF*DP*038~
        PER*BD*Eva Gross*TE*5550100~
        DTM*002*20261205~
        N1*BY*Miller & Sons*92*0042~
        N3*5 Main Street~
        N4*Springfield*IL*62701*US~
        N1*ST*Warehouse 7*92*0700~
        PO1*1*48*EA*12.5**VP*A-100*BP*B-7~
        PID*F****Bolt M8 x 40~
        PO1*2*1000*EA*.75**VP*A-200~
        CTT*2~
        SE*14*0001~
        GE*1*417~
        IEA*1*000000417~
        """);

    public static string Invoice810 { get; } = Lines("""
        ISA*00*          *00*          *01*123456789      *ZZ*BUYERCO        *261201*1200*^*00501*000000088*1*T*:~
        GS*IN*123456789*BUYERCO*20261201*120000*88*X*005010~
        ST*810*880001~
        BIG*20261201*RE-1001**PO-4711~
        N1*SU*Supplies Inc~
        IT1*1*48*EA*12.5**VP*A-100~
        SAC*C*D240***1500*********Freight~
        TDS*61500~
        CTT*1~
        SE*8*880001~
        ST*810*880002~
        BIG*20261201*RE-1002~
        TDS*100~
        SE*4*880002~
        GE*2*88~
        IEA*1*000000088~
        """);

    public static string ShipNotice856 { get; } = Lines("""
        ISA*00*          *00*          *01*123456789      *ZZ*BUYERCO        *261202*0800*U*00401*000000099*0*P*>~
        GS*SH*123456789*BUYERCO*20261202*0800*99*X*004010~
        ST*856*0001~
        BSN*00*SHIP-1*20261202*0800*0001~
        HL*1**S~
        TD1*CTN25*2~
        HL*2*1*O~
        PRF*PO-4711~
        HL*3*2*I~
        LIN**VP*A-100~
        SN1**48*EA~
        CTT*3~
        SE*11*0001~
        GE*1*99~
        IEA*1*000000099~
        """);

    public static string Acknowledgment997 { get; } = Lines("""
        ISA*00*          *00*          *ZZ*BUYERCO        *01*123456789      *261202*0815*U*00401*000000901*0*P*>~
        GS*FA*BUYERCO*123456789*20261202*0815*901*X*004010~
        ST*997*0001~
        AK1*SH*99~
        AK2*856*0001~
        AK3*BSN*2**8~
        AK4*2*396*1~
        AK5*R*5~
        AK9*R*1*1*0~
        SE*8*0001~
        GE*1*901~
        IEA*1*000000901~
        """);

    public static string[] Texts => [OrdersD96A, InvoicD01B, DesadvWithGroup, Contrl, PurchaseOrder850, Invoice810, ShipNotice856, Acknowledgment997];

    public static TheoryData<string> All => [.. Texts];

    public static string Lines(string text) => text.ReplaceLineEndings("\n").Replace("\n", "", StringComparison.Ordinal);
}
