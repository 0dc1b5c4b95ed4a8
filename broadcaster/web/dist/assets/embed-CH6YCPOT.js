import{k as m}from"./format-SQuL3dWB.js";import{m as t}from"./view-BCDgkFZb.js";const e=m();document.title=`${e} - Millrace`;document.body.append(t(e).element);
