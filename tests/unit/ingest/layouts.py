"""Layouts as real systems write them: headers, rows of our own making.

Each entry: what the layout is, the kind it must be read as, the expected
meaning of its columns (canonical name to header) and the rows of the file.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    kind: str
    mapping: dict[str, str]
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.rows) + "\n"


LAYOUTS = (
    Layout(
        "sap_line_items_es",
        "open_items",
        {
            "customer_code": "Cuenta",
            "number": "Nº documento",
            "balance": "Importe en moneda doc.",
            "currency": "Moneda del documento",
            "issue_date": "Fecha de documento",
            "due_date": "Vencimiento neto",
            "type": "Clase de documento",
        },
        (
            "Cuenta|Referencia|Nº documento|Demora tras vencimiento neto|"
            "Importe en moneda doc.|Moneda del documento|Importe en moneda local|"
            "Moneda local|Fecha de documento|Fe.contabilización|Vencimiento neto|"
            "Clase de documento|Nombre del usuario",
            "100200|R1|1800000123|45|1.234,56|USD|1.100,00|EUR|13.01.2026|14.01.2026|"
            "12.02.2026|RV|ANA",
            "100200|R2|1600000007|0|200,00-|USD|180,00-|EUR|20.01.2026|20.01.2026|"
            "20.01.2026|DG|ANA",
        ),
    ),
    Layout(
        "sap_line_items_en",
        "open_items",
        {
            "company": "Company Code",
            "customer_code": "Account",
            "number": "Document Number",
            "type": "Document Type",
            "issue_date": "Document Date",
            "due_date": "Net due date",
            "balance": "Amount in doc. curr.",
            "currency": "Document currency",
        },
        (
            "Company Code|Account|Assignment|Document Number|Document Type|"
            "Document Date|Posting Date|Net due date|Arrears after net due date|"
            "Amount in doc. curr.|Document currency|Amount in local currency|"
            "Local Currency",
            "1000|100200|A|1800000123|RV|01/13/2026|01/14/2026|02/12/2026|45|"
            "1,234.56|USD|1,100.00|EUR",
        ),
    ),
    Layout(
        "business_central_ledger_es",
        "documents",
        {
            "type": "Tipo documento",
            "number": "Nº documento",
            "customer_code": "Nº cliente",
            "customer_name": "Nombre cliente",
            "currency": "Código divisa",
            "amount": "Importe original",
            "balance": "Importe pendiente",
            "due_date": "Fecha vencimiento",
            "issue_date": "Fecha documento",
            "salesperson": "Código vendedor",
            "settled_date": "Fecha cierre",
            "status": "Abierto",
        },
        (
            "Fecha registro;Tipo documento;Nº documento;Nº cliente;Nombre cliente;"
            "Descripción;Código divisa;Importe original;Importe;Importe (DL);"
            "Importe pendiente;Importe pendiente (DL);Fecha vencimiento;"
            "Fecha documento;Código vendedor;Abierto;Nº movimiento;Fecha cierre",
            "13/01/2026;Factura;F1;C1;Uno SL;x;EUR;100,00;100,00;100,00;100,00;"
            "100,00;13/02/2026;13/01/2026;V1;Sí;1;",
            "14/01/2026;Factura;F2;C1;Uno SL;x;EUR;50,00;50,00;50,00;0,00;0,00;"
            "14/02/2026;14/01/2026;V1;No;2;20/02/2026",
        ),
    ),
    Layout(
        "erpnext_receivable",
        "open_items",
        {
            "customer_name": "Customer Name",
            "type": "Voucher Type",
            "number": "Voucher No",
            "due_date": "Due Date",
            "issue_date": "Posting Date",
            "amount": "Invoice Grand Total",
            "balance": "Outstanding Amount",
            "currency": "Currency",
        },
        (
            "Posting Date,Party Type,Customer Name,Voucher Type,Voucher No,Due Date,"
            "Invoice Grand Total,Invoiced Amount,Paid Amount,Credit Note,"
            "Outstanding Amount,Age (Days),0-30,31-60,61-90,91-120,121-Above,Currency",
            "2026-01-13,Customer,Uno Ltd,Sales Invoice,SINV-1,2026-02-12,100.00,100.00,"
            "0,0,100.00,30,0,100.00,0,0,0,EUR",
        ),
    ),
    Layout(
        "odoo_invoices_es",
        "documents",
        {
            "number": "Número",
            "customer_name": "Nombre del socio a mostrar en la factura",
            "issue_date": "Fecha de Factura/Recibo",
            "due_date": "Fecha de vencimiento",
            "salesperson": "Vendedor",
            "amount": "Total con signo",
            "balance": "Importe adeudado con signo",
            "status": "Estado de pago",
        },
        (
            "Número,Nombre del socio a mostrar en la factura,Fecha de Factura/Recibo,"
            "Fecha de vencimiento,Vendedor,Importe sin impuestos con signo,"
            "Impuestos con signo,Total con signo,Importe adeudado con signo,"
            "Estado de pago",
            "FAC/1,Uno SL,2026-01-13,2026-02-12,Eva,100.00,21.00,121.00,121.00,"
            "No pagadas",
            "FAC/2,Dos SL,2026-01-14,2026-02-13,Eva,100.00,21.00,121.00,0.00,Pagado",
        ),
    ),
    Layout(
        "cxc_workbook_mx",
        "open_items",
        {
            "issue_date": "fecha",
            "number": "factura",
            "customer_name": "cliente",
            "balance": "saldo_adeudado",
            "due_date": "fecha_pago",
        },
        (
            "linea_de_negocio,fecha,factura,cliente,saldo_adeudado,dias_vencido,"
            "fecha_pago,nueva_fecha",
            "Norte,2026-01-13,A100,Comercial Uno,1500.50,17,2026-02-12,",
            "Norte,2026-01-20,A101,Comercial Dos,800.00,10,2026-02-19,",
        ),
    ),
    Layout(
        "siesa_flat_co",
        "open_items",
        {
            "customer_tax_id": "Cliente",
            "customer_name": "Razón social sucursal",
            "salesperson": "Razón social vend. cliente",
            "branch": "C.O.",
            "number": "Nro. docto. cruce",
            "issue_date": "Fecha docto.",
            "due_date": "Fecha vcto.",
            "terms_days": "Plazo",
            "amount": "Valor docto",
            "balance": "Total COP",
        },
        (
            "Auxiliar;Cliente;Razón social sucursal;Razón social vend. cliente;C.O.;"
            "Cupo de credito;Nro. docto. cruce;Fecha docto.;Fecha vcto.;Plazo;"
            "Dias vencidos;Total corriente COP;Ven. 1 a 15 COP;Ven. 16 a 30 COP;"
            "Valor docto;Total COP",
            "13050501;900123456-7;Uno SAS;Eva Paz;001;0;FEV-00098211;13/01/2026;"
            "12/02/2026;30;17;0.00;0.00;1,447,609.00;1,447,609.00;1,447,609.00",
            "13050501;900123457-1;Dos SAS;Eva Paz;001;0;FEV-00098212;20/01/2026;"
            "19/02/2026;30;10;0.00;500,000.00;0.00;500,000.00;500,000.00",
        ),
    ),
    Layout(
        "icg_settled_by_month",
        "documents",
        {
            "series": "Serie",
            "number": "Número",
            "issue_date": "Fecha Documento",
            "due_date": "Fecha Vencimiento",
            "settled_date": "Fecha Saldado",
            "customer_name": "NOMBRECLIENTE",
            "amount": "IMPORTE",
            "salesperson": "NOMVENDEDOR",
            "status": "Estado",
        },
        (
            "Serie;Número;Fecha Documento;Fecha Vencimiento;Fecha Saldado;"
            "NOMBRECLIENTE;Población;Provincia;IMPORTE;RIESGOCONCEDIDO;NOMVENDEDOR;"
            "DIAS_VENCIDO;Estado",
            "A;10;2026-01-13;2026-02-12;2026-02-20;Uno;Cali;Valle;1000;0;Eva;8;S",
        ),
    ),
    Layout(
        "as400_codes",
        "open_items",
        {
            "company": "PCCDEM",
            "salesperson": "PCNMAG",
            "customer_code": "PCCDCL",
            "customer_tax_id": "PCCDDN",
            "customer_name": "PCNMCL",
            "number": "PCNUFC",
            "type": "PCORPD",
            "issue_date": "PCFEFA",
            "due_date": "PCFEVE",
            "amount": "PCVAFA",
            "balance": "PCSALD",
        },
        (
            "PCCDEM;PCNMAG;PCCDCL;PCCDDN;PCNMCL;PCNUFC;PCORPD;PCFEFA;PCFEVE;PCVAFA;"
            "PCSALD",
            "1;EVA   ;00012;900123456;UNO SAS   ;0045;FC;20260113;20260212;1000;500",
        ),
    ),
    Layout(
        "arca_issued_ar",
        "documents",
        {
            "issue_date": "Fecha de Emisión",
            "type": "Tipo de Comprobante",
            "series": "Punto de Venta",
            "number": "Número Desde",
            "customer_tax_id": "Nro. Doc. Receptor",
            "customer_name": "Denominación Receptor",
            "currency": "Moneda",
            "amount": "Imp. Total",
        },
        (
            "Fecha de Emisión;Tipo de Comprobante;Punto de Venta;Número Desde;"
            "Número Hasta;Cód. Autorización;Tipo Doc. Receptor;Nro. Doc. Receptor;"
            "Denominación Receptor;Tipo Cambio;Moneda;Imp. Neto Gravado;IVA;Imp. Total",
            "2026-01-13;1 - Factura A;4;123;123;7;80;30712345671;Uno SRL;1;PES;"
            "100.000,00;21.000,00;121.000,00",
            "2026-01-14;3 - Nota de Crédito A;4;7;7;8;80;30712345671;Uno SRL;1;PES;"
            "10.000,00;2.100,00;12.100,00",
        ),
    ),
    Layout(
        "sii_sales_cl",
        "documents",
        {
            "type": "Tipo Doc",
            "customer_tax_id": "Rut cliente",
            "customer_name": "Razon Social",
            "number": "Folio",
            "issue_date": "Fecha Docto",
            "amount": "Monto total",
        },
        (
            "Nro;Tipo Doc;Tipo Venta;Rut cliente;Razon Social;Folio;Fecha Docto;"
            "Fecha Recepcion;Monto Exento;Monto Neto;Monto IVA;Monto total",
            "1;33;Del Giro;76123456-0;Uno SpA;100;13/01/2026;;0;100000;19000;119000",
        ),
    ),
    Layout(
        "protheus_br",
        "open_items",
        {
            "branch": "E1_FILIAL",
            "series": "E1_PREFIXO",
            "number": "E1_NUM",
            "instalment": "E1_PARCELA",
            "type": "E1_TIPO",
            "customer_code": "E1_CLIENTE",
            "customer_name": "E1_NOMCLI",
            "issue_date": "E1_EMISSAO",
            "due_date": "E1_VENCREA",
            "amount": "E1_VALOR",
            "balance": "E1_SALDO",
        },
        (
            "E1_FILIAL;E1_PREFIXO;E1_NUM;E1_PARCELA;E1_TIPO;E1_CLIENTE;E1_LOJA;"
            "E1_NOMCLI;E1_EMISSAO;E1_VENCTO;E1_VENCREA;E1_VENCORI;E1_VALOR;E1_SALDO",
            "01;UNI;000123;A;NF;000045;01;UM LTDA;20260113;20260214;20260216;20260214;"
            "1.500,50;1.500,50",
        ),
    ),
    Layout(
        "staging_do",
        "open_items",
        {
            "number": "numero",
            "customer_code": "codigo_cliente",
            "amount": "total",
            "balance": "saldo_pendiente",
            "due_date": "fecha_vencimiento",
            "customer_name": "nombre_cliente",
            "currency": "moneda",
            "issue_date": "fecha_emision",
        },
        (
            "numero,codigo_cliente,total,saldo_pendiente,fecha_vencimiento,"
            "nombre_cliente,ncf,moneda,fecha_emision",
            "F1,C1,100.00,60.50,2026-02-12,Uno SRL,B0100000001,DOP,2026-01-13",
        ),
    ),
    Layout(
        "ibm_sample_es",
        "documents",
        {
            "customer_code": "IDCliente",
            "number": "NumeroFactura",
            "issue_date": "FechaFactura",
            "due_date": "FechaVencimiento",
            "amount": "MontoFactura",
            "settled_date": "FechaPago",
        },
        (
            "CodigoPais,IDCliente,FechaElectronica,NumeroFactura,FechaFactura,"
            "FechaVencimiento,MontoFactura,Disputa,FechaPago,FacturaElectronica,"
            "DiasPago,DiasTarde",
            "391,0379-NEVHP,4/6/2013,0611365,1/2/2013,2/1/2013,55.94,No,1/15/2013,"
            "Papel,13,0",
        ),
    ),
    Layout(
        "peru_debts",
        "open_items",
        {
            "salesperson": "VENDEDOR",
            "number": "DOCUMENTO",
            "issue_date": "FEC. EMIC",
            "due_date": "FEC. VENC",
            "currency": "MONEDA",
            "customer_name": "CLIENTE",
            "customer_tax_id": "DOC. CLIENTE",
            "amount": "IMPORTE",
            "balance": "SALDO",
        },
        (
            "ITEM;VENDEDOR;DOCUMENTO;FEC. EMIC;DIAS;FEC. VENC;MONEDA;CLIENTE;"
            "DIRECCION;DOC. CLIENTE;IMPORTE;PAGOS;SALDO;MORA;DIAS ATRAZO",
            "1;EVA;F001-123;13/01/2026;30;12/02/2026;S/;UNO SAC;Av. 1;20512345671;"
            "100.50;0.00;100.50;0.00;17",
        ),
    ),
    Layout(
        "zoho_invoices",
        "documents",
        {
            "issue_date": "Invoice Date",
            "number": "Invoice Number",
            "status": "Invoice Status",
            "customer_name": "Customer Name",
            "due_date": "Due Date",
            "amount": "Total",
            "balance": "Balance",
        },
        (
            "Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,"
            "Due Date,Item Name,Quantity,Item Price,Item Total,Total,Balance",
            "2026-01-13,42716680000773,INV-1,Overdue,Uno Ltd,2026-02-12,a,1,10,10.00,"
            "10.00,10.00",
            "2026-01-14,42716680000774,INV-2,Paid,Dos Ltd,2026-02-13,a,1,10,10.00,"
            "10.00,0.00",
        ),
    ),
    Layout(
        "receipts_uy",
        "payments",
        {
            "value_date": "Fecha del Recibo",
            "payment_id": "Recibo",
            "customer_name": "Nombre del Cliente",
            "amount": "Importe",
            "reference": "Factura",
        },
        (
            "Fecha del Recibo;Recibo;Nombre del Cliente;Factura;Importe",
            "13/01/2026;R-1;Uno SA;F-1;100,50",
        ),
    ),
    Layout(
        "payments_with_generic_headers",
        "payments",
        {
            "value_date": "fecha",
            "customer_name": "cliente",
            "amount": "importe",
            "reference": "factura",
        },
        (
            "fecha;cliente;importe;factura;banco",
            "13/01/2026;Comercial Uno;10,00;F1;B1",
        ),
    ),
    Layout(
        "withholdings",
        "applications",
        {
            "customer_code": "Cliente",
            "target_id": "Factura",
            "alloc_date": "Fecha aplicación",
            "source_type": "Tipo",
            "amount": "Importe aplicado",
        },
        (
            "Cliente,Factura,Fecha aplicación,Tipo,Importe aplicado",
            "A,F1,2026-01-13,Retención,10.00",
        ),
    ),
    Layout(
        "open_invoices_of_a_group",
        "open_items",
        {
            "company": "Εταιρεία",
            "customer_name": "Customer",
            "number": "Invoice Document",
            "issue_date": "Invoice Date",
            "due_date": "Invoice Due Date",
            "balance": "Invoice Value",
            "currency": "Currency",
        },
        (
            "Εταιρεία,Customer Group,Customer,Invoice Document,Invoice Date,"
            "Invoice Due Date,Invoice Value,Currency",
            "ALFA,Retail,Uno Single Member,100,2026-01-13,2026-02-12,100.50,EURO",
            "BETA,Retail,Dos Trading,100,2026-01-14,2026-02-13,80.00,DIRHAM",
        ),
    ),
)
