import{k as m}from"./format-DkqmMP36.js";import{m as t}from"./view-F_DpruB9.js";const e=m();document.title=`${e} - Millrace`;document.body.append(t(e).element);
